/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assort.demo.node.Bulk;
import org.assort.demo.shop.ProductGenerator.Draft;
import org.assort.demo.shop.Vocabulary.Category;

/**
 * The sample shop: made up, and the same for the same seed on every machine. Brands, sellers and people in it do not
 * exist.
 */
public final class SampleShop {

    /** How the shop is called wherever it shows. */
    public static final String NAME = "Sample shop";

    /** The seed of the shop that the project ships. */
    public static final long SEED = 20_260_630L;

    /** The day on which the shop is looked at: launches and orders lie before it. */
    public static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    private static final int ORDERS = 24_000;
    private static final int BEST_SELLER = 900;

    private final List<Product> products;
    private final List<Order> orders;

    /**
     * A family in its place in the sales ranking.
     *
     * @param weight share of sales in proportion to other families
     */
    record Family(String id, String category, double weight, List<Product> products) {}

    private SampleShop(List<Product> products, List<Order> orders) {
        this.products = List.copyOf(products);
        this.orders = List.copyOf(orders);
    }

    /** Writes the whole shop; takes about a second. */
    public static SampleShop generate(long seed) {
        Vocabulary vocabulary = Vocabulary.read();
        List<Category> categories = Vocabulary.readCategories();
        List<List<Draft>> drafts = new ArrayList<>();
        List<String> shelves = new ArrayList<>();
        for (Category category : categories) {
            for (List<Draft> family : new ProductGenerator(vocabulary, category, seed).families()) {
                drafts.add(family);
                shelves.add(category.name());
            }
        }
        List<Family> families = ranked(drafts, shelves, seed);
        List<Product> products =
                families.stream().flatMap(family -> family.products().stream()).toList();
        return new SampleShop(products, new OrderGenerator(categories, families, seed).orders(ORDERS));
    }

    /** Gives each family a place in a long-tailed ranking, and its variants ids and shares of its sales. */
    private static List<Family> ranked(List<List<Draft>> drafts, List<String> shelves, long seed) {
        int[] rank = new Chance(seed).permutation(drafts.size());
        double[] weights = Chance.zipf(drafts.size(), 0.8);
        List<Family> families = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < drafts.size(); i++) {
            String id = "F" + (1_000 + i);
            List<Product> variants = new ArrayList<>();
            for (Draft draft : drafts.get(i)) {
                int sales = (int) (BEST_SELLER * weights[rank[i]] / (variants.size() + 1));
                variants.add(product(draft, "S" + (10_000 + number++), id, shelves.get(i), sales));
            }
            families.add(new Family(id, shelves.get(i), weights[rank[i]], variants));
        }
        return families;
    }

    private static Product product(Draft draft, String id, String family, String category, int sales) {
        return new Product(
                id,
                draft.title(),
                draft.brand(),
                draft.seller(),
                category,
                draft.price(),
                draft.stock(),
                draft.description(),
                draft.launchDate(),
                sales,
                draft.rating(),
                draft.label(),
                family);
    }

    public List<Product> products() {
        return products;
    }

    public List<Order> orders() {
        return orders;
    }

    /** The orders for {@link Bulk}; each also has the {@code families} of its items, of which they are variants. */
    public Bulk.Documents orderDocuments() {
        Map<String, String> families = products.stream().collect(Collectors.toMap(Product::id, Product::family));
        return Bulk.Documents.of(orders.stream()
                .map(order -> {
                    ObjectNode json = order.toJson();
                    ArrayNode array = json.putArray("families");
                    order.items().forEach(item -> array.add(families.get(item)));
                    return new Bulk.Document(order.id(), json);
                })
                .iterator());
    }

    /** The body that creates the index of orders. */
    public static ObjectNode ordersBody() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("settings").put("number_of_shards", 1).put("number_of_replicas", 0);
        ObjectNode properties = body.putObject("mappings").put("dynamic", false).putObject("properties");
        for (String keyword : List.of("shop", "order_id", "customer_id", "items", "families")) {
            properties.putObject(keyword).put("type", "keyword");
        }
        properties.putObject("date").put("type", "date");
        return body;
    }
}
