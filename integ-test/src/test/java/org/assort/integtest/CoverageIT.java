/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assort.demo.node.Http;
import org.junit.Test;

/** {@code coverage} changes the list as its definition says, whatever kind of field it counts. */
public final class CoverageIT extends PageTestCase {

    private static Function<String, List<String>> one(Function<RequestShop.Product, Object> value) {
        return id -> List.of(value.apply(shop.product(id)).toString());
    }

    private static List<String> tags(String id) {
        return shop.product(id).tags();
    }

    private static String priceRange(RequestShop.Product product) {
        if (product.price() < 50) {
            return "*-50";
        }
        return product.price() < 100.5 ? "50-100.5" : "100.5-*";
    }

    private static void assertDecays(String field, Function<String, ? extends Collection<String>> values)
            throws IOException {
        double weight = randomFrom(List.of(0.1, 0.5, 2.0));
        double decay = randomFrom(List.of(0.0, 0.3, 0.9, 1.0));
        Http.Response list =
                list(clause("{'coverage': [{%s, 'weight': %s, 'decay': %s}]}".formatted(field, weight, decay)));
        judge(list, SlowTerm.decay(weight, decay, values));
        assertShares(list, 0, values);
    }

    /** Fails unless the report has the shares of a field among the first ten. */
    private static void assertShares(
            Http.Response list, int place, Function<String, ? extends Collection<String>> values) throws IOException {
        JsonNode fields = report(list).at("/list/fields").path(place);
        Map<String, Double> expected = new HashMap<>();
        for (String id : Answer.of(list).ids().subList(0, 10)) {
            values.apply(id).forEach(value -> expected.merge(value, 0.1, Double::sum));
        }
        assertEquals(
                fields.toString(), expected.size(), fields.at("/distinct/after").asInt());
        assertEquals(
                fields.toString(),
                windowIds().subList(0, 10).stream()
                        .flatMap(id -> values.apply(id).stream())
                        .distinct()
                        .count(),
                fields.at("/distinct/before").asInt());
        JsonNode shares = fields.path("shares");
        assertEquals("named shares in " + fields, Math.min(10, expected.size()), shares.size());
        double before = 1;
        for (Map.Entry<String, JsonNode> share : shares.properties()) {
            double value = share.getValue().asDouble();
            assertEquals(share.toString(), expected.getOrDefault(share.getKey(), 0.0), value, 1e-9);
            assertTrue("the most frequent first: " + shares, value <= before);
            before = value;
        }
    }

    @Test
    public void keywordsAreCounted() throws IOException {
        assertDecays("'field': 'brand'", one(RequestShop.Product::brand));
        assertDecays("'field': 'maker'", one(RequestShop.Product::brand));
        assertDecays("'field': 'tags'", CoverageIT::tags);
    }

    @Test
    public void numbersDatesAndTruthValuesAreCounted() throws IOException {
        assertDecays("'field': 'part'", one(RequestShop.Product::part));
        assertDecays("'field': 'price'", one(product -> withoutEmptyFraction(product.price())));
        assertDecays("'field': 'price', 'ranges': [50, 100.5]", one(CoverageIT::priceRange));
        assertDecays("'field': 'fresh'", one(RequestShop.Product::fresh));
        assertDecays("'field': 'added'", one(product -> RequestShop.day(product.rank()) + "T00:00:00.000Z"));
        assertDecays("'field': 'sales'", id -> {
            Integer sales = shop.product(id).sales();
            return sales == null ? List.of() : List.of(sales.toString());
        });
    }

    /** A whole price is a whole number, as a quota or a target would name it. */
    private static String withoutEmptyFraction(double price) {
        return price == Math.rint(price) ? Long.toString((long) price) : Double.toString(price);
    }

    @Test
    public void targetSharesAreComeNearTo() throws IOException {
        Http.Response none = list(clause());
        for (String field : List.of("brand", "maker")) {
            Http.Response list = list(clause("""
                    {'coverage': [{'field': '%s', 'weight': 1, 'target': {'b1': 0.4, 'b2': 0.1, 'b3': 0, 'other': 0.5}}]}
                    """.formatted(field)));
            Map<String, Double> wanted = Map.of("b1", 0.4, "b2", 0.1, "b3", 0.0, "other", 0.5);
            judge(list, SlowTerm.target(1, wanted, one(RequestShop.Product::brand), windowIds()));
            assertNotEquals("the order", Answer.of(none).ids(), Answer.of(list).ids());
        }
        Map<String, Double> wanted = Map.of("t1", 0.7, "of nobody", 0.3);
        Http.Response tagged = list(clause("""
                {'coverage': [{'field': 'tags', 'weight': 0.3, 'target': {'t1': 0.7, 'of nobody': 0.3}}]}
                """));
        judge(tagged, SlowTerm.target(0.3, wanted, CoverageIT::tags, windowIds()));
        Map<String, Double> ranges = Map.of("*-50", 0.5, "100.5-*", 0.5);
        Http.Response priced = list(clause("""
                {'coverage': [{'field': 'price', 'ranges': [50, 100.5], 'target': {'*-50': 0.5, '100.5-*': 0.5}}]}
                """));
        judge(priced, SlowTerm.target(WEIGHT, ranges, one(CoverageIT::priceRange), windowIds()));
    }

    @Test
    public void sharesOfADominantTargetAreReached() throws IOException {
        Map<String, Long> brands =
                window().stream().collect(Collectors.groupingBy(RequestShop.Product::brand, Collectors.counting()));
        List<String> byCount = brands.keySet().stream()
                .sorted(Comparator.comparing(brands::get).reversed())
                .toList();
        String first = byCount.get(0);
        String second = byCount.get(1);
        assertTrue("enough of both: " + brands, brands.get(first) >= 6 && brands.get(second) >= 4);
        Http.Response list = list(clause("""
                {'diversity': 1, 'coverage': [{'field': 'brand', 'weight': 1000, 'target': {'%s': 0.6, '%s': 0.4}}]}
                """.formatted(first, second)));
        List<String> ten = Answer.of(list).ids().subList(0, 10);
        assertEquals("of " + first, 6, count(ten, product -> product.brand().equals(first)));
        assertEquals("of " + second, 4, count(ten, product -> product.brand().equals(second)));
    }

    @Test
    public void severalTermsAddUp() throws IOException {
        Http.Response list = list(clause("""
                {'coverage': [{'field': 'brand', 'decay': 0}, {'field': 'tags'}, {'field': 'brand', 'weight': 0},
                   {'field': 'brand', 'weight': 0.2, 'target': {'b0': 1}}],
                 'novelty': {'field': 'sales'}}
                """));
        Function<String, List<String>> brand = one(RequestShop.Product::brand);
        judge(
                list,
                SlowTerm.decay(WEIGHT, 0, brand),
                SlowTerm.decay(WEIGHT, DECAY, CoverageIT::tags),
                SlowTerm.target(0.2, Map.of("b0", 1.0), brand, windowIds()),
                SlowTerm.novelty(
                        0.1,
                        id -> shop.product(id).sales() == null
                                ? 0
                                : shop.product(id).sales(),
                        windowIds()));
        assertEquals("fields", 2, report(list).at("/list/fields").size());
        assertShares(list, 0, brand);
        assertShares(list, 1, CoverageIT::tags);
        for (Answer.Hit hit : Answer.of(list).hits().subList(0, WINDOW)) {
            JsonNode explanation = hit.json().path("_explanation");
            for (String term : List.of(
                    "diversity * coverage of [brand]",
                    "diversity * coverage of [tags]",
                    "diversity * nearness to the target shares of [brand]",
                    "diversity * novelty by [sales]")) {
                int wanted = term.endsWith("coverage of [brand]") ? 2 : 1;
                assertEquals(
                        term + " in " + explanation,
                        wanted,
                        terms(explanation, term).size());
            }
        }
    }

    @Test
    public void dppCoversToo() throws IOException {
        Http.Response list = list(clause("{'method': 'dpp', 'diversity': 0.1, 'coverage': [{'field': 'tags'}]}"));
        assertEquals("dpp", report(list).path("method").asText());
        // The definition's determinants take long over the whole window.
        ObjectNode few = request(
                allByRank(), 12, 12, clause("{'method': 'dpp', 'diversity': 0.1, 'coverage': [{'field': 'tags'}]}"));
        List<SlowChoice.Product> candidates = window().subList(0, 12).stream()
                .map(product ->
                        new SlowChoice.Product(product.id(), product.rank(), RequestShop.codes(product.vector())))
                .toList();
        new SlowChoice(
                        candidates,
                        RequestShop.codes(queryVector),
                        "dpp",
                        0.1,
                        0.5,
                        0.5,
                        false,
                        List.of(SlowTerm.decay(WEIGHT, DECAY, CoverageIT::tags)),
                        (id, place) -> false)
                .judge(same(few).hits());
    }

    @Test
    public void notAppliedReportsTheSame() throws IOException {
        String coverage = "{'coverage': [{'field': 'brand', 'weight': 1}]}";
        JsonNode applied = report(list(clause(coverage)));
        Http.Response shadow = sameResponse(
                SEARCH, request(allByRank(), 10, WINDOW, clause(coverage).put("apply", false)));
        assertSame("not applied", same(plain(10)), Answer.of(shadow));
        assertEquals(
                "what it would have done", applied.path("list"), report(shadow).path("list"));
        assertEquals("false", report(shadow).path("applied").asText());
    }

    @Test
    public void fieldsAreNamedWhereTheyCannotBeCounted() throws IOException {
        String counted = "must be a number or keyword field with doc values, got ";
        String number = "must be a number field with doc values, got ";
        for (String field : List.of("nope", "title", "unread", "offers")) {
            boolean unmapped = field.equals("nope") || field.equals("offers");
            String type = field.equals("title") ? "text" : "keyword";
            String got = "[" + field + "]"
                    + (unmapped ? ", which is not mapped in index [kinds_{n}]" : " of type [" + type + "]");
            for (String clause : List.of(
                    "{'coverage': [{'field': '%s'}]}",
                    "{'coverage': [{'field': 'brand'}, {'field': '%s', 'target': {'a': 1}}]}")) {
                assertRefused("[coverage.field] " + counted + got, clause.formatted(field));
            }
            assertRefused(
                    "[coverage.field] " + number + got,
                    "{'coverage': [{'field': '%s', 'ranges': [1]}]}".formatted(field));
            assertRefused(
                    "[quotas.field] " + counted + got, "{'quotas': [{'field': '%s', 'max': 1}]}".formatted(field));
            assertRefused("[novelty.field] " + number + got, "{'novelty': {'field': '%s'}}".formatted(field));
        }
        assertRefused(
                "[coverage.field] " + number + "[brand] of type [keyword]",
                "{'coverage': [{'field': 'brand', 'ranges': [1]}]}");
        assertRefused("[novelty.field] " + number + "[maker] of type [keyword]", "{'novelty': {'field': 'maker'}}");
    }

    @Test
    public void namesOfDotsAreOfNoField() throws IOException {
        String unmapped = ", got [..], which is not mapped in index [kinds_{n}]";
        String number = " must be a number field with doc values";
        String counted = " must be a number or keyword field with doc values";
        assertRefused("[coverage.field]" + counted + unmapped, "{'coverage': [{'field': '..'}]}");
        assertRefused("[coverage.field]" + number + unmapped, "{'coverage': [{'field': '..', 'ranges': [1]}]}");
        assertRefused("[quotas.field]" + counted + unmapped, "{'quotas': [{'field': '..', 'max': 1}]}");
        assertRefused("[novelty.field]" + number + unmapped, "{'novelty': {'field': '..'}}");
        assertRefused("[tie_breaker]" + counted + unmapped, "{'tie_breaker': '..'}");
        assertRefused(
                "[vector_field] must be a field of type [product_vector] or [knn_vector]" + unmapped,
                "{'vector_field': '..'}");
        assertRefused(
                "[text_fields] must name mapped fields, got [..], which is not mapped in index [kinds_{n}]",
                "{'text_fields': ['..']}");
        assertRefused(
                "[profile.object_field]" + counted + unmapped,
                "{'profile': {'products': [{'id': 'p1'}], 'object_field': '..'}}");
    }

    /** What nested objects hold lies beside the product: no bound on it would ever hold anything back. */
    @Test
    public void fieldsOfNestedObjectsAreRefused() throws IOException {
        String nested =
                "must be a field of the product itself, got [offers.seller], which lies in the nested objects [offers]: "
                        + "map them with [include_in_root]";
        assertRefused("[coverage.field] " + nested, "{'coverage': [{'field': 'offers.seller'}]}");
        assertRefused("[quotas.field] " + nested, "{'quotas': [{'field': 'offers.seller', 'max': 1}]}");
        assertRefused("[tie_breaker] " + nested, "{'tie_breaker': 'offers.seller'}");
        deleteIndices("offered");
        for (String include : List.of("include_in_root", "include_in_parent")) {
            createIndex("offered", """
                    {'settings': {'number_of_replicas': 0},
                     'mappings': {'properties': {
                       'offers': {'type': 'nested', '%s': true, 'properties': {'seller': {'type': 'keyword'}}}}}}
                    """.formatted(include));
            for (int i = 0; i < 6; i++) {
                String seller = i < 4 ? "big" : "small";
                http().put(
                                "/offered/_doc/" + i + "?refresh=true",
                                json("{'offers': [{'seller': '%s'}]}".formatted(seller)))
                        .ok();
            }
            ObjectNode request = json("{'size': 4, 'query': {'match_all': {}}}");
            request.putObject("rescore")
                    .set("diversify", json("{'quotas': [{'field': 'offers.seller', 'max': 2, 'within': 4}]}"));
            List<String> ids =
                    Answer.of(http().post("/offered/_search", request)).ids();
            assertEquals(
                    "of the small seller " + ids,
                    2,
                    ids.stream().filter(id -> id.compareTo("4") >= 0).count());
            deleteIndices("offered");
        }
    }

    @Test
    public void aValueThatNoProductCouldHaveIsRefused() throws IOException {
        assertValueRefused("be a value of field [price] of type [double]", "price", "abc");
        assertValueRefused("be a value of field [added] of type [date]", "added", "yesterday");
        assertValueRefused("be a value of field [fresh] of type [boolean]", "fresh", "yes");
        String day = RequestShop.day(0);
        assertValueRefused(
                "be written as field [added] of type [date] writes it, which is [" + day + "T00:00:00.000Z]",
                "added",
                day);
        assertValueRefused("be written as field [price] of type [double] writes it, which is [7.5]", "price", "7.50");
        assertValueRefused("be written as field [part] of type [integer] writes it, which is [1]", "part", "1.0");
        for (String field : List.of("added", "price", "part", "fresh", "brand")) {
            String value = Map.of("added", day + "T00:00:00.000Z", "price", "7.5", "fresh", "true")
                    .getOrDefault(field, "1");
            list(clause("{'quotas': [{'field': '%s', 'value': '%s', 'max': 3}]}".formatted(field, value)));
            list(clause(
                    "{'coverage': [{'field': '%s', 'target': {'%s': 0.4, 'other': 0.6}}]}".formatted(field, value)));
        }
    }

    @Test
    public void aValueIsNamedAsTheFieldKeepsIt() throws IOException {
        deleteIndices("normalized");
        createIndex("normalized", """
                {'settings': {'analysis': {'normalizer': {'low': {'type': 'custom', 'filter': ['lowercase']}}}},
                 'mappings': {'properties': {'brand': {'type': 'keyword', 'normalizer': 'low'}}}}
                """);
        http().put("/normalized/_doc/1?refresh=true", json("{'brand': 'Lamp & Co'}"))
                .ok();
        String clause = "{'report': true, 'quotas': [{'field': 'brand', 'value': '%s', 'min': 1}]}";
        Http.Response refused = normalized(clause.formatted("Lamp & Co"));
        assertEquals(refused.text(), 400, refused.status());
        assertEquals(
                "[quotas.value] must be written as field [brand] of type [keyword] writes it, which is [lamp & co],"
                        + " got [Lamp & Co]",
                refused.body().at("/error/root_cause/0/reason").asText());
        Http.Response met = normalized(clause.formatted("lamp & co"));
        assertEquals(1, Answer.of(met).checked("the normal form").hits().size());
        assertTrue(met.text(), report(met).at("/quotas/unmet").isEmpty());
        // 3.7 is no half float: this is what lies nearest.
        http().put("/normalized/_mapping", json("{'properties': {'stars': {'type': 'half_float'}}}"))
                .ok();
        http().put("/normalized/_doc/2?refresh=true", json("{'stars': 3.7}")).ok();
        String stars = "{'report': true, 'quotas': [{'field': 'stars', 'value': %s, 'min': 1}]}";
        assertContains("as it lies", normalized(stars.formatted("3.7")).text(), "which is [3.6992188], got [3.7]");
        JsonNode told = report(normalized(stars.formatted("3.6992188"))).path("quotas");
        assertEquals(told.toString(), "[]", told.path("unmet").toString());
        deleteIndices("normalized");
    }

    private static Http.Response normalized(String clause) throws IOException {
        return http().post("/normalized/_search", request(json("{'match_all': {}}"), 10, 10, json(clause)));
    }

    private static void assertValueRefused(String what, String field, String value) throws IOException {
        String must = " must " + what + ", got [" + value + "]";
        assertRefused(
                "[quotas.value]" + must,
                "{'quotas': [{'field': '%s', 'value': '%s', 'max': 0}]}".formatted(field, value));
        assertRefused(
                "[coverage.target]" + must,
                "{'coverage': [{'field': '%s', 'target': {'%s': 1}}]}".formatted(field, value));
    }

    private static void assertRefused(String sentence, String fields) throws IOException {
        assertRefused(sentence, SEARCH, request(allByRank(), 10, WINDOW, clause(fields)));
    }
}
