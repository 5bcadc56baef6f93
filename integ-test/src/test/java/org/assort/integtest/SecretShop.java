/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** The same products twice: in an index with secrets, and in one that never had them. */
final class SecretShop {

    /** Mapping of vectors that k-NN keeps. */
    static final String KNN = """
            {'type': 'knn_vector', 'dimension': %d,
             'method': {'name': 'hnsw', 'engine': 'lucene', 'space_type': 'cosinesimil'}}
            """.formatted(SecretProduct.DIMENSION);

    private static final int BATCHES = 3;

    /** What is not to be seen. A number's digits may by chance be among those of some score: it is one of its own. */
    private record Secret(String text, boolean number) {

        private boolean in(String seen) {
            return seen.contains(text)
                    && (number == false
                            || Pattern.compile("(?<![0-9.])" + text + "(?![0-9])")
                                    .matcher(seen)
                                    .find());
        }
    }

    private final String mixed;
    private final String open;
    private final List<SecretProduct> products;
    private final List<Secret> secrets = new ArrayList<>();

    private SecretShop(String name, List<SecretProduct> products) {
        this.mixed = name + "_mixed";
        this.open = name + "_open";
        this.products = products;
        for (SecretProduct product : products) {
            secrets.add(text(product.hidden().path("hidden_key").asText()));
            secrets.add(new Secret(product.hidden().path("hidden_number").asText(), true));
            String note = product.hidden().path("hidden_note").asText();
            secrets.add(text(note.substring(note.lastIndexOf(' ') + 1)));
            secrets.add(text(longest(product.hidden().path("hidden_embedding"))));
            if (product.secret()) {
                secrets.add(text(product.id()));
                String title = product.visible().path("title").asText();
                secrets.add(text(title.substring(title.lastIndexOf(' ') + 1)));
                secrets.add(text(product.visible().path("key").asText()));
            }
        }
    }

    private static Secret text(String text) {
        return new Secret(text, false);
    }

    /** Mapping of vectors that this plugin keeps in an encoding. */
    static String own(String encoding) {
        return "{'type': 'product_vector', 'dimension': %d, 'encoding': '%s'}"
                .formatted(SecretProduct.DIMENSION, encoding);
    }

    /**
     * Fills both indices, each shard in several segments.
     *
     * @param vector the mapping of the fields with vectors
     */
    static SecretShop open(Http http, String name, int shards, int size, String vector, Random random)
            throws IOException {
        SecretShop shop = new SecretShop(name, SecretProduct.random(name.replace("_", ""), size, random));
        ObjectNode mappings = mappings(shards, vector);
        http.put("/" + shop.mixed, mappings).ok();
        http.put("/" + shop.open, mappings).ok();
        for (int from = 0; from < size; from += size / BATCHES) {
            List<SecretProduct> batch = shop.products.subList(from, Math.min(size, from + size / BATCHES));
            load(http, shop.mixed, batch.stream().map(SecretProduct::whole).toList());
            load(
                    http,
                    shop.open,
                    batch.stream()
                            .filter(product -> product.secret() == false)
                            .map(SecretProduct::open)
                            .toList());
        }
        return shop;
    }

    private static void load(Http http, String index, List<Bulk.Document> documents) throws IOException {
        new Bulk(http, index).load(Bulk.Documents.of(documents.iterator()), done -> {});
    }

    private static ObjectNode mappings(int shards, String vector) throws IOException {
        return NodeTestCase.json(String.format(
                Locale.ROOT, """
                {'settings': {'number_of_shards': %d, 'number_of_replicas': 0%s},
                 'mappings': {'dynamic': 'strict', 'properties': {
                   'title': {'type': 'text'}, 'category': {'type': 'keyword'}, 'part': {'type': 'keyword'},
                   'secret': {'type': 'boolean'}, 'rank': {'type': 'float'}, 'tier': {'type': 'integer'},
                   'key': {'type': 'keyword'}, 'embedding': %s,
                   'hidden_note': {'type': 'text'}, 'hidden_key': {'type': 'keyword'},
                   'hidden_number': {'type': 'integer'}, 'hidden_embedding': %s}}}
                """, shards, vector.equals(KNN) ? ", 'index.knn': true" : "", vector, vector));
    }

    /** The index with secret products and hidden fields. */
    String mixed() {
        return mixed;
    }

    /** The index without. */
    String open() {
        return open;
    }

    /** How many products there are, secret ones included. */
    int size() {
        return products.size();
    }

    List<SecretProduct> products() {
        return products;
    }

    /** Returns the component with the most digits: a short one may be the beginning of some score. */
    private static String longest(JsonNode vector) {
        String longest = "";
        for (JsonNode component : vector) {
            longest = component.asText().length() > longest.length() ? component.asText() : longest;
        }
        return longest;
    }

    /** Fails if a text shows anything that only the admin may ever see of the index with secrets. */
    void assertNothingOf(String what, String seen) {
        for (Secret secret : secrets) {
            assertFalse(what + ": [" + secret.text() + "] shows in " + seen, secret.in(seen));
        }
    }
}
