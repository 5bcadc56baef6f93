/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Bad input is the user's: a 400 that says which field, what it may be and what came; and the node lives. */
public final class MalformedClauseIT extends NodeTestCase {

    private static final String INDEX = "malformed";
    private static final int PRODUCTS = 20;
    private static final int LONGEST_ANSWER = 20_000;

    private static final Map<String, String> GOOD = good();

    private Mutations mutations;

    private static Map<String, String> good() {
        Map<String, String> good = new LinkedHashMap<>();
        good.put("query_vector", "[1,2,3,4]");
        good.put("model", "\"" + Artifacts.MINI_LM + "\"");
        good.put("vector_field", "\"emb\"");
        good.put("text_fields", "[\"title\"]");
        good.put("relevance", "{\"query\":0.5,\"semantic\":0.5}");
        good.put("method", "\"mmr\"");
        good.put("diversity", "0.3");
        good.put("missing_vector", "\"neutral\"");
        good.put(
                "coverage",
                "[{\"field\":\"price\",\"ranges\":[5,10],\"weight\":0.2},{\"field\":\"price\",\"target\":{\"1\":1}}]");
        good.put(
                "quotas", "[{\"field\":\"price\",\"max\":3,\"within\":5},{\"field\":\"price\",\"value\":7,\"min\":0}]");
        good.put("novelty", "{\"field\":\"price\",\"weight\":0.1}");
        good.put("pin", "1");
        return good;
    }

    @BeforeClass
    public static void open() throws IOException {
        deleteIndices(INDEX);
        createIndex(INDEX, """
                {'settings': {'number_of_shards': 1, 'number_of_replicas': 0, 'index.knn': true},
                 'mappings': {'properties': {'title': {'type': 'text'}, 'price': {'type': 'integer'},
                   'emb': {'type': 'knn_vector', 'dimension': 4,
                     'method': {'name': 'hnsw', 'engine': 'lucene', 'space_type': 'cosinesimil'}}}}}
                """);
        for (int i = 0; i < PRODUCTS; i++) {
            String product = "{'title': 'lamp %d', 'price': %d, 'emb': [1, %d, 3, 4]}".formatted(i, i, i);
            http().put("/" + INDEX + "/_doc/" + i, json(product)).ok();
        }
        http().post("/" + INDEX + "/_refresh", "").ok();
    }

    @AfterClass
    public static void close() throws IOException {
        deleteIndices(INDEX);
    }

    @Before
    public void seed() {
        mutations = new Mutations(GOOD, new Random(randomLong()));
    }

    private static Http.Response send(String body) throws IOException {
        return http().post("/" + INDEX + "/_search", body);
    }

    private void assertGoodSearchAnswers() throws IOException {
        Answer answer = Answer.of(send(mutations.good())).checked("the good search");
        assertEquals("hits of the good search", PRODUCTS, answer.hits().size());
    }

    private static void assertRefused(Mutations.Bad bad) throws IOException {
        Http.Response response = send(bad.body());
        String what = shortened(bad.body()) + "\n-> " + shortened(response.text());
        assertEquals("status of " + what, 400, response.status());
        // A name of any length is shown by its beginning.
        String named = bad.named().substring(0, Math.min(100, bad.named().length()));
        assertTrue("[" + named + "] is not named: " + what, response.text().contains(named));
        assertTrue("an answer of " + response.text().length(), response.text().length() < LONGEST_ANSWER);
    }

    private static String shortened(String text) {
        return text.length() < 1_500 ? text : text.substring(0, 1_500) + "… (" + text.length() + ")";
    }

    @Test
    public void hundredRandomMalformedClauses() throws IOException {
        assertGoodSearchAnswers();
        for (int i = 0; i < 100; i++) {
            assertRefused(mutations.next());
        }
        assertGoodSearchAnswers();
    }

    @Test
    public void everyBadValueOfEveryField() throws IOException {
        for (Mutations.Bad bad : mutations.everyBadValue()) {
            assertRefused(bad);
        }
        assertGoodSearchAnswers();
    }

    @Test
    public void valuesThatOnlyTheServerReads() throws IOException {
        // window_size stands beside the clause: core parses it, and its own words name the value, not the field.
        Map<String, String> windows = Map.of("\"many\"", "many", "99999999999", "99999999999", "true", "VALUE_TRUE");
        for (Map.Entry<String, String> window : windows.entrySet()) {
            assertRefused(new Mutations.Bad(
                    Mutations.searchWith("{\"window_size\":" + window.getKey() + ",\"diversify\":{}}", ""),
                    window.getValue()));
        }
        Http.Response broken = send(mutations.good().substring(0, 100));
        assertEquals(broken.text(), 400, broken.status());
        Http.Response nan = send(mutations.replaced(Map.of("diversity", "NaN")));
        assertEquals(nan.text(), 400, nan.status());
        Http.Response scroll = http().post("/" + INDEX + "/_search?scroll=1m", mutations.good());
        assertEquals(scroll.text(), 400, scroll.status());
        assertGoodSearchAnswers();
    }

    @Test
    public void putsWords() throws IOException {
        String fields = "[query_text, query_vector, model, vector_field, text_fields, relevance, method, diversity, "
                + "relevance_budget, budget_depth, coverage, quotas, novelty, profile, pin, missing_vector, tie_breaker, "
                + "apply, report]";
        assertReason("[diversity] must be in [0, 1], got [2.0]", "diversity", "2");
        assertReason("[diversity] must be a number in [0, 1] or [auto], got [NaN]", "diversity", "\"NaN\"");
        assertReason("[method] must be one of [mmr, dpp], got [MMR]", "method", "\"MMR\"");
        assertReason(
                "[missing_vector] must be one of [neutral, last, error], got [first]", "missing_vector", "\"first\"");
        assertReason(
                "[relevance.query] must be a finite number of at least 0, got [-1.0]", "relevance", "{\"query\":-1}");
        assertReason(
                "[relevance] must have at least one weight above 0, got [query: 0.0, semantic: 0.0, profile: 0.0]",
                "relevance",
                "{\"query\":0}");
        assertReason(
                "[relevance] may have the fields [query, semantic, profile], got [sales]",
                "relevance",
                "{\"sales\":1}");
        assertReason("[text_fields] must have 1 to 16 strings, got [0]", "text_fields", "[]");
        assertReason("[text_fields] must be an array of strings, got [title]", "text_fields", "\"title\"");
        assertReason(
                "[text_fields] must name mapped fields, got [nope], which is not mapped in index [" + INDEX + "]",
                "text_fields",
                "[\"nope\"]");
        assertReason("[query_vector] must hold finite numbers only, got [null]", "query_vector", "[1,null,3,4]");
        assertReason("[query_vector] must have a direction, got zeros only", "query_vector", "[0,0,0,0]");
        assertReason("[diversify] may have the fields " + fields + ", got [lambda]", "lambda", "0.5");
        assertReason(
                "[vector_field] must be a field of type [product_vector] or [knn_vector], got [nope], which is not mapped in index ["
                        + INDEX + "]",
                "vector_field",
                "\"nope\"");
        assertReason(
                "[vector_field] must be a field of type [product_vector] or [knn_vector], got [title] of type [text]",
                "vector_field",
                "\"title\"");
        assertReason(
                "[model] must be a model of the cluster, as [GET /_plugins/_assort/models] lists them; this node has ["
                        + Artifacts.MINI_LM + "], got [nope]",
                "model",
                "\"nope\"");
    }

    @Test
    public void putsWordsOnCoverage() throws IOException {
        String field = "[{\"field\":\"price\",";
        assertReason("[coverage] must be an array, got [an object]", "coverage", "{\"field\":\"price\"}");
        assertReason("[coverage] must be an object, got [price]", "coverage", "[\"price\"]");
        assertReason("[coverage.field] must name a field, got none", "coverage", "[{\"weight\":1}]");
        assertReason("[coverage.weight] must be a number, got [1]", "coverage", field + "\"weight\":\"1\"}]");
        assertReason(
                "[coverage.weight] must be a finite number of at least 0, got [-1.0]",
                "coverage",
                field + "\"weight\":-1}]");
        assertReason("[coverage.decay] must be in [0, 1], got [2.0]", "coverage", field + "\"decay\":2}]");
        assertReason(
                "[coverage] may have the fields [field, weight, decay, ranges, target], got [max]",
                "coverage",
                field + "\"max\":1}]");
        assertReason("[coverage.ranges] must ascend, got [2.0, 1.0]", "coverage", field + "\"ranges\":[2,1]}]");
        assertReason(
                "[coverage.target] must be one of [profile], got [mine]", "coverage", field + "\"target\":\"mine\"}]");
        assertReason(
                "[coverage.target] can be [profile] beside a [profile] only, got it without one",
                "coverage",
                field + "\"target\":\"profile\"}]");
        assertReason(
                "[coverage.target] must have shares that sum to 1, got [0.5]",
                "coverage",
                field + "\"target\":{\"1\":0.5}}]");
        assertReason(
                "[coverage.target] must have shares in [0, 1], got [-0.5] for [2]",
                "coverage",
                field + "\"target\":{\"2\":-0.5,\"3\":1.5}}]");
        assertReason(
                "[coverage.target] must name some of the ranges [*-5, 5-*] or [other], got [5]",
                "coverage",
                field + "\"ranges\":[5],\"target\":{\"5\":1}}]");
        assertReason(
                "[coverage.decay] and [coverage.target] must not both be given",
                "coverage",
                field + "\"decay\":1,\"target\":{\"5\":1}}]");
        assertReason(
                "[coverage] must have 0 to 8 elements, got [9]",
                "coverage",
                Mutations.list("{\"field\":\"price\"}", 9));
    }

    @Test
    public void putsWordsOnQuotasNoveltyAndPins() throws IOException {
        String field = "[{\"field\":\"price\",";
        assertReason("[quotas] must have [min] or [max], got neither for [price]", "quotas", "[{\"field\":\"price\"}]");
        assertReason("[quotas.min] must have a [value] that it counts, got none", "quotas", field + "\"min\":1}]");
        assertReason(
                "[quotas.min] must be in [0, within], which is [0, 5], got [6]",
                "quotas",
                field + "\"value\":1,\"min\":6,\"within\":5}]");
        assertReason(
                "[quotas.max] must be at least [min], 3, got [2]",
                "quotas",
                field + "\"value\":1,\"min\":3,\"max\":2}]");
        assertReason("[quotas.within] must be in [1, 1000], got [0]", "quotas", field + "\"max\":1,\"within\":0}]");
        assertReason("[quotas.max] must be a whole number, got [0.5]", "quotas", field + "\"max\":0.5}]");
        assertReason(
                "[quotas] must have 0 to 16 elements, got [17]",
                "quotas",
                Mutations.list("{\"field\":\"price\",\"max\":1}", 17));
        assertReason("[novelty.field] must name a field, got none", "novelty", "{}");
        assertReason(
                "[novelty.weight] must be a finite number of at least 0, got [-2.0]",
                "novelty",
                "{\"field\":\"price\",\"weight\":-2}");
        assertReason("[pin] must be in [0, 1000], got [-1]", "pin", "-1");
        assertReason("[pin] must have 1 to 200 strings, got [201]", "pin", Mutations.list("\"a\"", 201));
    }

    @Test
    public void putsWordsOnBudgets() throws IOException {
        assertReason("[diversity] and [relevance_budget] must not both be given", "relevance_budget", "0.1");
        assertReason("[budget_depth] needs a [relevance_budget], got none", "budget_depth", "10");
        Map<String, String> budgets = new LinkedHashMap<>();
        budgets.put("1.5", "[relevance_budget] must be in [0, 1], got [1.5]");
        budgets.put("-0.1", "[relevance_budget] must be in [0, 1], got [-0.1]");
        budgets.put("\"0.1\"", "[relevance_budget] must be a number, got [0.1]");
        for (Map.Entry<String, String> budget : budgets.entrySet()) {
            assertBudget(budget.getValue(), budget.getKey(), "10");
        }
        assertBudget("[budget_depth] must be at least 1, got [0]", "0.1", "0");
        assertBudget("[budget_depth] must be in [1, 100], got [101]", "0.1", "101");
        assertBudget("[budget_depth] must be a whole number, got [1.5]", "0.1", "1.5");
    }

    private void assertBudget(String reason, String budget, String depth) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("diversity", null);
        fields.put("relevance_budget", budget);
        fields.put("budget_depth", depth);
        assertReason(reason, mutations.replaced(fields));
    }

    @Test
    public void putsWordsOnWhatStandsTogether() throws IOException {
        assertReason(
                "[query_text] and [query_vector] must not both be given",
                mutations.replaced(Map.of("query_text", "\"lamp\"")));
        String diversify = "{\"window_size\":10,\"diversify\":{}}";
        assertReason(
                "[rescore] may have one [diversify], got [2]",
                Mutations.searchWith("[" + diversify + "," + diversify + "]", ""));
        assertReason(
                "[diversify] must be the last of [rescore], got [2] rescorers with another at the end",
                Mutations.searchWith("[" + diversify + ",{\"query\":{\"rescore_query\":{\"match_all\":{}}}}]", ""));
        for (int window : List.of(0, -1, 1_001)) {
            assertReason(
                    "[window_size] of [diversify] must be in [1, 1000], got [" + window + "]",
                    Mutations.searchWith("{\"window_size\":" + window + ",\"diversify\":{}}", ""));
        }
    }

    private void assertReason(String reason, String field, String value) throws IOException {
        assertReason(reason, mutations.replaced(Map.of(field, value)));
    }

    private static void assertReason(String reason, String body) throws IOException {
        Http.Response response = send(body);
        assertEquals(response.text(), 400, response.status());
        JsonNode cause = response.body().at("/error/root_cause/0/reason");
        assertEquals("the reason of " + body, reason, cause.asText());
    }

    @Test
    public void dimensions() throws IOException {
        Http.Response wrong = send(mutations.replaced(Map.of("query_vector", "[1,2,3]")));
        assertEquals(wrong.text(), 400, wrong.status());
        for (String part : Arrays.asList("[query_vector]", "[4]", "[emb]", "[3]")) {
            assertContains("the refusal of [1,2,3]", wrong.text(), part);
        }
        Map<String, String> byText = new LinkedHashMap<>();
        byText.put("query_vector", null);
        byText.put("query_text", "\"lamp\"");
        Http.Response model = send(mutations.replaced(byText));
        assertEquals(model.text(), 400, model.status());
        for (String part : Arrays.asList("[384]", "[4]", "[emb]")) {
            assertContains("the refusal of the model's vector", model.text(), part);
        }
    }
}
