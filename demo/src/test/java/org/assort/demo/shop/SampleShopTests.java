/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.demo.shop.Vocabulary.Category;
import org.junit.BeforeClass;
import org.junit.Test;

public class SampleShopTests extends RandomizedTest {

    /** Of the shop that the project ships. Whoever means to change the shop puts the new digests here. */
    private static final String PRODUCTS_SHA256 = "a27f216d5ad03d60a4715c39f99d1615188bd838f2604d98a9a7d8e6fc65f94c";

    private static final String ORDERS_SHA256 = "15da89f6fa2ec4361fb40bc07eec751972bb5754db9ecf62ba09c7c5cbbb9734";

    private static SampleShop shop;
    private static Map<String, Product> byId;

    @BeforeClass
    public static void generate() {
        shop = SampleShop.generate(SampleShop.SEED);
        byId = shop.products().stream().collect(Collectors.toMap(Product::id, Function.identity()));
    }

    private static void assertAtLeast(String what, long least, long got) {
        assertTrue(what + " must be at least " + least + ", got " + got, got >= least);
    }

    private static String sha256(Stream<?> lines) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        lines.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    public void theShopIsTheSameOnEveryMachine() throws Exception {
        assertEquals(PRODUCTS_SHA256, sha256(shop.products().stream().map(Product::toJson)));
        assertEquals(ORDERS_SHA256, sha256(shop.orders().stream().map(Order::toJson)));
    }

    @Test
    public void anotherSeedIsAnotherShopOfTheSameMakeUp() throws Exception {
        SampleShop other = SampleShop.generate(randomLong());
        assertNotEquals(PRODUCTS_SHA256, sha256(other.products().stream().map(Product::toJson)));
        assertEquals(shop.products().size(), other.products().size());
        assertEquals(counts(shop.products(), Product::category), counts(other.products(), Product::category));
    }

    @Test
    public void itIsAsLargeAsAShop() {
        assertAtLeast("products", 2_000, shop.products().size());
        assertAtLeast("orders", 20_000, shop.orders().size());
        assertAtLeast(
                "categories", 40, counts(shop.products(), Product::category).size());
        long chinese = shop.products().stream()
                .filter(product -> isChinese(product.title())
                        && isChinese(product.brand())
                        && isChinese(product.category())
                        && isChinese(product.description()))
                .count();
        assertAtLeast("products in Chinese", 300, chinese);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN);
    }

    @Test
    public void everyProductIsWhole() {
        Set<String> titles = new HashSet<>();
        for (Product product : shop.products()) {
            String all = product.toJson().toString();
            assertFalse(
                    all, product.title().contains("{") || product.description().contains("{"));
            assertTrue("two products called " + product.title(), titles.add(product.title()));
            assertTrue(all, product.description().length() > 30);
            assertTrue(all, product.price() > 0);
            assertTrue(all, product.stock() >= 0);
            assertFalse(all, product.launchDate().isAfter(SampleShop.TODAY));
            assertTrue(all, product.rating() == null || (product.rating() >= 1 && product.rating() <= 5));
        }
        assertEquals(shop.products().size(), byId.size());
    }

    @Test
    public void variantsOfAFamilyAreNearDuplicates() {
        Map<String, List<Product>> families = shop.products().stream().collect(Collectors.groupingBy(Product::family));
        int inFamilies = 0;
        for (List<Product> family : families.values()) {
            Product first = family.getFirst();
            inFamilies += family.size() > 1 ? family.size() : 0;
            for (Product variant : family) {
                assertEquals(first.brand(), variant.brand());
                assertEquals(first.category(), variant.category());
                assertTrue(variant.title(), variant.title().startsWith(first.brand()));
                assertEquals(
                        variant.description(),
                        firstSentence(first.description()),
                        firstSentence(variant.description()));
            }
        }
        assertAtLeast("products with variants", shop.products().size() * 3L / 4, inFamilies);
        assertAtLeast(
                "refurbished",
                20,
                counts(shop.products(), product -> String.valueOf(product.label()))
                        .get("refurbished"));
    }

    private static String firstSentence(String text) {
        return text.split("[.。]", 2)[0];
    }

    @Test
    public void aFewBrandsSellersAndProductsHaveMostOfTheTrade() {
        int size = shop.products().size();
        assertAtLeast(
                "products of the four largest sellers", size / 2, top(counts(shop.products(), Product::seller), 4));
        List<Integer> sales = shop.products().stream()
                .map(Product::salesLast30Days)
                .sorted(Comparator.reverseOrder())
                .toList();
        int all = sales.stream().mapToInt(Integer::intValue).sum();
        int head =
                sales.subList(0, size / 10).stream().mapToInt(Integer::intValue).sum();
        assertAtLeast("sales of the best-selling tenth", all / 2, head);
        Map<String, String> departments =
                Vocabulary.readCategories().stream().collect(Collectors.toMap(Category::name, Category::department));
        Map<String, List<String>> brands = Vocabulary.read().brands();
        Map<String, Long> sold = counts(shop.products(), product -> departments.get(product.category()));
        Map<String, Long> first = counts(
                shop.products().stream()
                        .filter(product -> product.brand()
                                .equals(brands.get(departments.get(product.category()))
                                        .getFirst()))
                        .toList(),
                product -> departments.get(product.category()));
        first.forEach((department, products) -> assertAtLeast(
                "products of the first brand of " + department,
                sold.get(department) / brands.get(department).size(),
                products));
    }

    private static int top(Map<String, Long> counts, int n) {
        return counts.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(n)
                .mapToInt(Long::intValue)
                .sum();
    }

    private static <T> Map<String, Long> counts(List<T> values, Function<T, String> key) {
        return values.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    }

    @Test
    public void ordersHoldDistinctProductsThatExistAndNoTwoVariantsOfOne() {
        for (Order order : shop.orders()) {
            assertFalse(order.items().isEmpty());
            Set<String> families = new HashSet<>();
            for (String item : order.items()) {
                assertTrue(order.toString(), byId.containsKey(item));
                assertTrue(order.toString(), families.add(byId.get(item).family()));
            }
        }
    }

    @Test
    public void complementsAreBoughtTogetherAndCarrierBagsAreNoComplement() {
        Map<String, Integer> single = new HashMap<>();
        Map<String, Integer> pairs = new HashMap<>();
        for (Order order : shop.orders()) {
            Set<String> categories = order.items().stream()
                    .map(item -> byId.get(item).category())
                    .collect(Collectors.toSet());
            for (String one : categories) {
                single.merge(one, 1, Integer::sum);
                categories.forEach(other -> pairs.merge(one + "|" + other, 1, Integer::sum));
            }
        }
        double orders = shop.orders().size();
        int planted = 0;
        for (Category category : Vocabulary.readCategories()) {
            for (Map.Entry<String, Double> other : category.with().entrySet()) {
                int together = pairs.getOrDefault(category.name() + "|" + other.getKey(), 0);
                double lift = together * orders / single.get(category.name()) / single.get(other.getKey());
                if (other.getValue() >= 0.25) {
                    planted++;
                    assertTrue(category.name() + " with " + other.getKey() + " has lift " + lift, lift > 3);
                }
            }
            double bags = pairs.getOrDefault(category.name() + "|Carrier bags", 0)
                    * orders
                    / single.get(category.name())
                    / single.get("Carrier bags");
            assertTrue(category.name() + " with bags has lift " + bags, category.filler() || bags < 2);
        }
        assertAtLeast("planted pairs", 20, planted);
        assertAtLeast("orders with a bag", shop.orders().size() / 5, single.get("Carrier bags"));
    }

    @Test
    public void partnersOfAFamilyAreItsOwn() {
        Map<String, Integer> single = new HashMap<>();
        Map<String, Integer> pairs = new HashMap<>();
        for (Order order : shop.orders()) {
            List<String> families =
                    order.items().stream().map(item -> byId.get(item).family()).toList();
            for (String one : families) {
                single.merge(one, 1, Integer::sum);
                families.forEach(other -> pairs.merge(one + "|" + other, 1, Integer::sum));
            }
        }
        String machine = byId.values().stream()
                .filter(product -> product.category().equals("Coffee machines"))
                .max(Comparator.comparingInt(Product::salesLast30Days))
                .orElseThrow()
                .family();
        List<Integer> beans = byId.values().stream()
                .filter(product -> product.category().equals("Coffee beans"))
                .map(Product::family)
                .distinct()
                .map(family -> pairs.getOrDefault(machine + "|" + family, 0))
                .sorted(Comparator.reverseOrder())
                .toList();
        int all = beans.stream().mapToInt(Integer::intValue).sum();
        assertAtLeast("bought from the two preferred families of " + beans, all / 2, beans.get(0) + beans.get(1));
    }

    @Test
    public void itIsCalledASampleInEveryDocument() {
        shop.products()
                .forEach(product -> assertEquals(
                        "Sample shop", product.toJson().path("shop").asText()));
        shop.orders()
                .forEach(order ->
                        assertEquals("Sample shop", order.toJson().path("shop").asText()));
        assertEquals("sample-products", Catalogue.of(shop).index());
    }
}
