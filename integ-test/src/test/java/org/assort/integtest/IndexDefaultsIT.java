/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.junit.After;
import org.junit.Test;

/** {@code index.assort.diversify.*}: what a clause takes where it says nothing. */
public final class IndexDefaultsIT extends RequestTestCase {

    private static final String PREFIX = "index.assort.diversify.";
    /** λ of each method where nothing is said. */
    private static final double MMR = 0.1;

    private static final double DPP = 0.05;

    private static final List<String> NAMES = List.of(
            "model",
            "vector_field",
            "tie_breaker",
            "method",
            "diversity",
            "missing_vector",
            "text_fields",
            "relevance.query",
            "relevance.semantic");

    @After
    public void takeAway() throws IOException {
        ObjectNode none = Http.JSON.createObjectNode();
        NAMES.forEach(name -> none.putNull(PREFIX + name));
        for (int shards : SHARDS) {
            put("kinds_" + shards, none).ok();
        }
    }

    private static Http.Response put(String index, JsonNode settings) throws IOException {
        return http().put("/" + index + "/_settings", settings);
    }

    private static void defaults(Map<String, ?> values) throws IOException {
        ObjectNode settings = Http.JSON.createObjectNode();
        values.forEach((name, value) -> settings.set(PREFIX + name, Http.JSON.valueToTree(value)));
        for (int shards : SHARDS) {
            put("kinds_" + shards, settings).ok();
        }
    }

    private static ObjectNode asked(String clause) throws IOException {
        ObjectNode query = json(clause);
        query.set("query_vector", RequestShop.array(queryVector));
        return request(allByRank(), 60, WINDOW, query.put("report", true));
    }

    private static JsonNode report(ObjectNode body) throws IOException {
        return sameResponse(SEARCH, body).body().at("/ext/assort/diversify");
    }

    @Test
    public void clauseTakesWhatItDoesNotSay() throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("vector_field", "'embedding'");
        said.put("method", "'dpp'");
        said.put("diversity", "0.3");
        said.put("missing_vector", "'last'");
        said.put("tie_breaker", "'sku'");
        StringBuilder all = new StringBuilder("{'relevance': {'query': 0.9, 'semantic': 0.3}");
        said.forEach((name, value) -> all.append(", '%s': %s".formatted(name, value)));
        Answer expected = same(asked(all + "}"));
        Answer without = same(asked("{'vector_field': 'embedding'}"));
        assertNotEquals("they matter", without.ids(), expected.ids());
        Map<String, Object> settings = new LinkedHashMap<>();
        said.forEach((name, value) -> settings.put(name, value.replace("'", "")));
        settings.put("relevance.query", 0.9);
        settings.put("relevance.semantic", 0.3);
        defaults(settings);
        assertSame("all by default", expected, same(asked("{}")));
        assertEquals("dpp", report(asked("{}")).path("method").asText());
        assertSame(
                "the clause wins",
                without,
                same(asked(("{'vector_field': 'embedding', 'method': 'mmr', 'diversity': %s,"
                                + " 'relevance': {'query': 0.5, 'semantic': 0.5}}")
                        .formatted(MMR))));
        JsonNode budget = report(asked("{'relevance_budget': 0.1}")).path("diversity");
        assertEquals("in place of λ", "relevance_budget", budget.path("from").asText());
    }

    @Test
    public void anEmptyOneIsNone() throws IOException {
        Answer expected = same(asked("{'vector_field': 'embedding'}"));
        for (String name : NAMES.subList(0, 7)) {
            Http.Response set = put("kinds_1", json("{'%s': ''}".formatted(PREFIX + name)));
            assertEquals(name + ": " + set.text(), 200, set.status());
            put("kinds_5", json("{'%s': ''}".formatted(PREFIX + name))).ok();
        }
        assertSame("none", expected, same(asked("{'vector_field': 'embedding'}")));
    }

    @Test
    public void clauseOfThePipelineTakesThemToo() throws IOException {
        Answer expected = same(asked("{'vector_field': 'embedding', 'diversity': 0.7}"));
        defaults(Map.of("vector_field", "embedding", "diversity", 0.7));
        ObjectNode body = plain(60);
        ObjectNode clause = json("{'window_size': %d}".formatted(WINDOW));
        clause.set("query_vector", RequestShop.array(queryVector));
        body.putObject("search_pipeline")
                .putArray("request_processors")
                .addObject()
                .set("diversify", clause);
        assertSame("by the pipeline", expected, same(body));
    }

    @Test
    public void diversityIsOfItsMethodOnly() throws IOException {
        defaults(Map.of("vector_field", "embedding", "diversity", "0.8"));
        assertDiversity(0.8, "{}");
        assertDiversity(0.8, "{'method': 'mmr'}");
        assertDiversity(DPP, "{'method': 'dpp'}");
        defaults(Map.of("method", "dpp"));
        assertDiversity(0.8, "{}");
        assertDiversity(0.8, "{'method': 'dpp'}");
        assertDiversity(MMR, "{'method': 'mmr'}");
        assertDiversity(0.4, "{'method': 'mmr', 'diversity': 0.4}");
        defaults(Map.of("diversity", "auto"));
        assertEquals("auto", report(asked("{}")).at("/diversity/from").asText());
        assertEquals(
                "default",
                report(asked("{'method': 'mmr'}")).at("/diversity/from").asText());
    }

    private static void assertDiversity(double expected, String clause) throws IOException {
        JsonNode told = report(asked(clause)).path("diversity");
        assertEquals(clause + ": " + told, expected, told.path("value").asDouble(), 0);
    }

    @Test
    public void textsAndModel() throws IOException {
        ObjectNode texts =
                request(allByRank(), 10, 20, json("{'text_fields': ['title'], 'query_text': 'oak', 'report': true}"));
        Answer expected = same(texts);
        defaults(Map.of("text_fields", List.of("title"), "model", Artifacts.MINI_LM));
        ObjectNode bare = request(allByRank(), 10, 20, json("{'query_text': 'oak', 'report': true}"));
        assertSame("by default", expected, same(bare));
        assertEquals(Artifacts.MINI_LM, report(bare).at("/semantic/model").asText());
        defaults(Map.of("model", "no-such-model"));
        for (int shards : SHARDS) {
            Http.Response refused = send(SEARCH, bare.toString(), shards);
            assertEquals(refused.text(), 400, refused.status());
            assertContains("the refusal", refused.text(), "[model] must be a model of the cluster");
        }
    }

    @Test
    public void indicesThatDifferGiveNone() throws IOException {
        defaults(Map.of("vector_field", "embedding", "diversity", 0.9));
        put("kinds_5", json("{'%sdiversity': 0.8, '%stie_breaker': 'sku'}".formatted(PREFIX, PREFIX)))
                .ok();
        assertLeftOut("{}", PREFIX + "diversity, " + PREFIX + "tie_breaker");
        assertLeftOut("{'tie_breaker': 'rank'}", PREFIX + "diversity");
        // What the clause says itself needs no default, and no warning.
        ObjectNode said = asked("{'diversity': 0.2, 'tie_breaker': 'rank'}").put("size", 2 * PRODUCTS);
        Answer both = search("kinds_1,kinds_5", said);
        assertEquals(List.of(), both.warnings());
        assertEquals("both indices have them", 2 * PRODUCTS, both.hits().size());
    }

    /** Fails unless both indices together are searched with the default of all, and a warning names what was left out. */
    private static void assertLeftOut(String clause, String settings) throws IOException {
        Http.Response both = http().post("/kinds_1,kinds_5/_search", asked(clause));
        JsonNode told = both.ok().at("/ext/assort/diversify/diversity");
        assertEquals(clause + told, MMR, told.path("value").asDouble(), 0);
        assertEquals(clause, "default", told.path("from").asText());
        assertEquals(both.warnings().toString(), 1, both.warnings().size());
        assertAnyContains(
                "the header",
                both.warnings(),
                "diversify: defaults were left out that the searched indices do not share: [" + settings + "]");
    }

    @Test
    public void diversityOfAMethodThatDiffersIsNone() throws IOException {
        defaults(Map.of("vector_field", "embedding", "diversity", 0.9, "method", "dpp"));
        put("kinds_5", json("{'%smethod': 'mmr'}".formatted(PREFIX))).ok();
        assertLeftOut("{}", PREFIX + "method");
        assertLeftOut("{'method': 'mmr'}", PREFIX + "method");
    }

    @Test
    public void badValuesAreRefusedWhenPut() throws IOException {
        Map<String, Map<Object, String>> bad = Map.of(
                "method", Map.of("greedy", "[method] must be one of [mmr, dpp], got [greedy]"),
                "diversity",
                        Map.of(
                                "2", "[diversity] must be in [0, 1], got [2.0]",
                                "often", "[diversity] must be a number in [0, 1] or [auto], got [often]",
                                "NaN", "[diversity] must be in [0, 1], got [NaN]"),
                "missing_vector",
                        Map.of("first", "[missing_vector] must be one of [neutral, last, error], got [first]"),
                "relevance.query", Map.of(-1, "relevance.query", "many", "relevance.query"),
                "relevance.semantic", Map.of("-0.5", "relevance.semantic", "NaN", "relevance.semantic"));
        for (Map.Entry<String, Map<Object, String>> setting : bad.entrySet()) {
            for (Map.Entry<Object, String> value : setting.getValue().entrySet()) {
                ObjectNode settings = Http.JSON.createObjectNode();
                settings.set(PREFIX + setting.getKey(), Http.JSON.valueToTree(value.getKey()));
                Http.Response refused = put("kinds_1", settings);
                String what = settings + " -> " + refused.text();
                assertEquals(what, 400, refused.status());
                assertContains(what, refused.text(), value.getValue());
            }
        }
        assertEquals("warnings", List.of(), same(request(10)).warnings());
    }

    @Test
    public void weightsOfWhichNoneCountsAreRefusedWhenPut() throws IOException {
        String both = "{'%srelevance.query': %s, '%srelevance.semantic': %s}";
        assertNoneCounts(both.formatted(PREFIX, "0", PREFIX, "0"), "query", "semantic");
        assertNoneCounts("{'%srelevance.query': 0}".formatted(PREFIX), "query", "semantic");
        assertNoneCounts("{'%srelevance.semantic': '0.0'}".formatted(PREFIX), "semantic", "query");
        Http.Response created =
                http().put("/none_counts", json("{'settings': " + both.formatted(PREFIX, "0", PREFIX, "0") + "}"));
        assertEquals(created.text(), 400, created.status());
        // What stands already counts as well.
        put("kinds_1", json("{'%srelevance.semantic': 0.4}".formatted(PREFIX))).ok();
        put("kinds_1", json("{'%srelevance.query': 0}".formatted(PREFIX))).ok();
        assertNoneCounts("{'%srelevance.semantic': 0}".formatted(PREFIX), "semantic", "query");
        assertNoneCounts("{'%srelevance.semantic': null}".formatted(PREFIX), "query", "semantic");
        put("kinds_1", json(both.formatted(PREFIX, "2", PREFIX, "0"))).ok();
        put("kinds_1", json("{'%srelevance.semantic': null}".formatted(PREFIX))).ok();
        assertEquals(200, http().post("/kinds_1/_search", asked("{}")).status());
    }

    private static void assertNoneCounts(String settings, String named, String other) throws IOException {
        Http.Response refused = put("kinds_1", json(settings));
        assertEquals(settings + refused.text(), 400, refused.status());
        assertContains(
                settings,
                refused.text(),
                "[%srelevance.%s] must be above 0 where [%srelevance.%s] is 0 or not set, got [0.0]"
                        .formatted(PREFIX, named, PREFIX, other));
    }

    @Test
    public void weightsThatDifferAreLeftOutTogether() throws IOException {
        defaults(Map.of("vector_field", "embedding", "relevance.query", 1, "relevance.semantic", 0));
        put("kinds_5", json("{'%srelevance.query': 2}".formatted(PREFIX))).ok();
        assertLeftOut("{}", PREFIX + "relevance.query");
    }
}
