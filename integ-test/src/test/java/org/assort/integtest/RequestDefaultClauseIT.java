/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The request processor {@code diversify}: a search without a clause gets the pipeline's, as if it had been sent. */
public final class RequestDefaultClauseIT extends RequestTestCase {

    private static final String NAMED = "kinds_varied";
    private static final String LEFT_OUT = "diversify: the search pipeline's clause was left out: ";

    @BeforeClass
    public static void create() throws IOException {
        http().put("/_search/pipeline/" + NAMED, pipeline(configuration())).ok();
    }

    @AfterClass
    public static void delete() throws IOException {
        http().delete("/_search/pipeline/" + NAMED).ok();
    }

    private static ObjectNode configuration() throws IOException {
        return with(clause().put("window_size", WINDOW), "{'coverage': [{'field': 'brand'}], 'pin': 1}");
    }

    /** What the processor is to do, sent by hand. */
    private static ObjectNode byHand(int size) throws IOException {
        ObjectNode clause = configuration();
        clause.remove("window_size");
        return request(allByRank(), size, WINDOW, clause);
    }

    private static ObjectNode pipeline(JsonNode configuration) {
        ObjectNode pipeline = Http.JSON.createObjectNode();
        pipeline.putArray("request_processors").addObject().set("diversify", configuration);
        return pipeline;
    }

    private static void defaultPipeline(String name) throws IOException {
        for (int shards : SHARDS) {
            ObjectNode settings = Http.JSON.createObjectNode().put("index.search.default_pipeline", name);
            http().put("/kinds_" + shards + "/_settings", settings).ok();
        }
    }

    private static String through(String more) {
        return SEARCH + "?search_pipeline=" + NAMED + more;
    }

    @Test
    @Row({"`diversify` in a pipeline", "`diversify` in a pipeline, and a clause in the request"})
    public void clauseOfThePipelineIsAsIfSent() throws IOException {
        Answer expected = same(byHand(60));
        assertNotEquals("the clause matters", same(plain(60)).ids(), expected.ids());
        assertSame("by name", expected, same(through(""), plain(60)));
        ObjectNode inline = plain(60);
        inline.set("search_pipeline", pipeline(configuration()));
        assertSame("in the request", expected, same(inline));
        assertSame("a page", same(byHand(7).put("from", 9)), same(through(""), plain(7).put("from", 9)));
        Answer own = same(request(60));
        assertNotEquals("the two clauses differ", expected.ids(), own.ids());
        assertSame("a clause of its own", own, same(through(""), request(60)));
        defaultPipeline(NAMED);
        try {
            assertSame("as the default", expected, same(plain(60)));
            assertSame("a clause of its own over the default", own, same(request(60)));
            assertSame("none", same(SEARCH + "?search_pipeline=_none", plain(60)), withoutClause());
            for (int shards : SHARDS) {
                String lines = "{\"index\":\"kinds_" + shards + "\"}\n" + plain(60) + "\n";
                JsonNode first = http().postLines("/_msearch", lines).ok().at("/responses/0");
                assertEquals(
                        "_msearch", expected.ids(), Answer.of(first, List.of()).ids());
            }
            Http.Response bare = http().get("/kinds_1/_search?size=3");
            assertEquals("a search without a body", 3, Answer.of(bare).hits().size());
        } finally {
            defaultPipeline(null);
        }
        assertSame("no default any more", withoutClause(), same(plain(60)));
    }

    /** The order by rank, which nothing changed. */
    private static Answer withoutClause() throws IOException {
        Answer answer = same("/kinds_{n}/_search?search_pipeline=_none", plain(60));
        assertEquals(
                shop.byRank().subList(0, 60).stream()
                        .map(RequestShop.Product::id)
                        .toList(),
                answer.ids());
        return answer;
    }

    @Test
    public void reportsAndExplanationsComeToo() throws IOException {
        ObjectNode body = plain(10).put("explain", true);
        body.set("search_pipeline", pipeline(configuration().put("report", true)));
        Http.Response response = sameResponse(SEARCH, body);
        assertEquals(
                WINDOW, response.body().at("/ext/assort/diversify/candidates").asInt());
        assertContains(
                "the explanation",
                response.body().at("/hits/hits/0/_explanation/description").asText(),
                "diversify, position 1, pinned to it");
        ObjectNode shadow = plain(10);
        shadow.set("search_pipeline", pipeline(configuration().put("apply", false)));
        Http.Response only = sameResponse(SEARCH, shadow);
        assertSame("not applied", same(plain(10)), Answer.of(only));
        assertEquals("false", only.body().at("/ext/assort/diversify/applied").asText());
    }

    @Test
    @Row("`diversify` in a pipeline, and another rescorer in the request")
    public void rescorersOfTheRequestComeBefore() throws IOException {
        String other =
                "{'window_size': 150, 'query': {'rescore_query': {'term': {'brand': 'b2'}}, 'score_mode': 'max'}}";
        ObjectNode chained = byHand(60);
        JsonNode clause = chained.path("rescore");
        chained.putArray("rescore").add(json(other)).add(clause);
        ObjectNode alone = plain(60);
        alone.set("rescore", json(other));
        assertSame("behind another", same(chained), same(through(""), alone));
    }

    @Test
    @Row("`diversify` in a pipeline, and what a clause cannot stand beside")
    public void searchesThatCannotHaveItAreAnsweredWithout() throws IOException {
        assertLeftOut("[diversify] cannot be used with [sort]", "", "{'sort': [{'rank': 'asc'}]}");
        assertLeftOut("[diversify] cannot be used with [collapse]", "", "{'collapse': {'field': 'brand'}}");
        assertLeftOut(
                "[diversify] cannot be used with [search_after]",
                "",
                "{'sort': [{'rank': 'desc'}], 'search_after': [40]}");
        assertLeftOut("[diversify] cannot be used with [scroll]", "&scroll=1m", "{}");
        assertLeftOut(
                "[diversify] cannot be used with [search_type] [dfs_query_then_fetch]",
                "&search_type=dfs_query_then_fetch",
                "{}");
    }

    private static void assertLeftOut(String why, String parameters, String fields) throws IOException {
        for (int shards : SHARDS) {
            String body = with(plain(20), fields).toString();
            Http.Response without = send(SEARCH + "?search_pipeline=_none" + parameters, body, shards);
            Http.Response with = send(through(parameters), body, shards);
            assertEquals(why, without.ok().path("hits"), with.ok().path("hits"));
            assertAnyContains("the header", with.warnings(), LEFT_OUT + why);
            for (Http.Response response : List.of(without, with)) {
                JsonNode scroll = response.body().path("_scroll_id");
                if (scroll.isTextual()) {
                    http().delete("/_search/scroll/" + scroll.asText()).ok();
                }
            }
        }
    }

    @Test
    public void nothingShownAndNothingEnabled() throws IOException {
        String brands = "{'aggs': {'brands': {'terms': {'field': 'brand'}}}}";
        Http.Response counted = sameResponse(through(""), with(plain(0), brands));
        assertEquals("warnings", List.of(), counted.warnings());
        assertEquals(
                sameResponse(SEARCH, with(plain(0), brands)).body().path("aggregations"),
                counted.body().path("aggregations"));
        Answer plain = same(plain(20));
        setting("assort.enabled", "false");
        try {
            Answer off = same(through(""), plain(20));
            assertEquals("order", plain.ids(), off.ids());
            assertEquals("scores", plain.scores(), off.scores());
            assertAnyContains("the header", off.warnings(), "[assort.enabled] is [false]");
        } finally {
            setting("assort.enabled", null);
        }
    }

    @Test
    @Row("`diversify` in a pipeline with a bad clause")
    public void badClausesAreRefusedWhenStored() throws IOException {
        assertStoredRefused("[diversity] must be in [0, 1], got [2.0]", "{'diversity': 2}");
        assertStoredRefused("[diversify] may have the fields", "{'lambda': 2}");
        assertStoredRefused("got [lambda]", "{'lambda': 2}");
        assertStoredRefused(
                "[coverage.decay] must be in [0, 1], got [7.0]", "{'coverage': [{'field': 'a', 'decay': 7}]}");
        assertStoredRefused("[quotas] must have [min] or [max]", "{'quotas': [{'field': 'a'}]}");
        assertStoredRefused("[pin] must be", "{'pin': {}}");
        for (String window : List.of("0", "1001", "'many'", "[1]", "1.5", "true")) {
            assertStoredRefused(
                    "[window_size] of [diversify] must be in [1, 1000], got [",
                    "{'window_size': %s}".formatted(window));
        }
        ObjectNode inline = plain(10);
        inline.set("search_pipeline", pipeline(json("{'novelty': {'weight': 1}}")));
        for (int shards : SHARDS) {
            Http.Response refused = send(SEARCH, inline.toString(), shards);
            assertEquals(refused.text(), 400, refused.status());
            assertContains("in the request", refused.text(), "[novelty.field] must name a field, got none");
        }
    }

    private static void assertStoredRefused(String reason, String configuration) throws IOException {
        Http.Response refused = http().put("/_search/pipeline/kinds_bad", pipeline(json(configuration)));
        assertEquals(refused.text(), 400, refused.status());
        assertContains("the refusal", refused.text(), reason);
        assertEquals(
                "not stored", 404, http().get("/_search/pipeline/kinds_bad").status());
    }

    @Test
    public void whatOnlyAnIndexKnowsIsSaidBySearches() throws IOException {
        ObjectNode body = plain(10);
        body.set("search_pipeline", pipeline(json("{'vector_field': 'nope'}")));
        assertRefused(
                "[vector_field] must be a field of type [product_vector] or [knn_vector], got [nope], which is not mapped in index [kinds_{n}]",
                SEARCH,
                body);
    }
}
