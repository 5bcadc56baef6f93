/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assort.demo.node.Http;
import org.junit.Test;

/** Every way in which a search may come, with the clause: five shards answer what one answers, and it is right. */
public final class RequestKindsIT extends RequestTestCase {

    private static final String REPORT = "/ext/assort/diversify";

    @Test
    @Row("several shards")
    public void severalShardsAreOne() throws IOException {
        Answer all = same(request(PRODUCTS)).checked("all products");
        assertEquals("hits", PRODUCTS, all.hits().size());
        assertEquals("warnings", List.of(), all.warnings());
        judge(all, WINDOW);
        assertNotEquals(
                "the clause changes the order", same(plain(10)).ids(), all.ids().subList(0, 10));
    }

    @Test
    @Row("`from` and `size` past the window")
    public void pagesPastTheWindow() throws IOException {
        Answer all = same(request(PRODUCTS));
        List<String> byRank =
                shop.byRank().stream().map(RequestShop.Product::id).toList();
        assertEquals(
                "below the window", byRank.subList(WINDOW, PRODUCTS), all.ids().subList(WINDOW, PRODUCTS));
        // Within the window, across its end, right behind it, far behind, over the end of the list, beyond it.
        for (int from : List.of(0, WINDOW - 7, WINDOW, WINDOW + 30, PRODUCTS - 3, PRODUCTS, 9_990)) {
            Answer page = same(request(10).put("from", from));
            int end = Math.min(PRODUCTS, from + 10);
            List<String> expected = from < end ? all.ids().subList(from, end) : List.of();
            assertEquals("page from " + from, expected, page.ids());
            Answer.assertSameScores("page from " + from, scores(all, from, end), page.scores());
        }
        Answer rest = same(request(10_000 - 33).put("from", 33));
        assertEquals("all that the index allows from 33 on", all.ids().subList(33, PRODUCTS), rest.ids());
        Answer one = same(request(allByRank(), PRODUCTS, 1, clause()));
        assertEquals("a window of one", byRank, one.ids());
        judge(same(request(allByRank(), PRODUCTS, 1_000, clause())), PRODUCTS);
    }

    private static List<Double> scores(Answer all, int from, int end) {
        return from < end ? all.scores().subList(from, end) : List.of();
    }

    @Test
    @Row("no `window_size`")
    public void windowIsOfHundred() throws IOException {
        ObjectNode body = request(allByRank(), 10, 100, clause().put("report", true));
        Answer hundred = same(body);
        ((ObjectNode) body.path("rescore")).remove("window_size");
        Http.Response none = sameResponse(SEARCH, body);
        assertSame("without [window_size]", hundred, Answer.of(none));
        assertEquals(100, none.body().at(REPORT + "/candidates").asInt());
    }

    @Test
    @Row("`tie_breaker`")
    public void tieBreakerOrdersTies() throws IOException {
        JsonNode alike = json("{'constant_score': {'filter': {'match': {'title': 'lamp'}}}}");
        ObjectNode byRelevance = clause().put("tie_breaker", "sku").put("diversity", 0);
        byRelevance.putObject("relevance").put("query", 1);
        Answer ties = same(request(alike, PRODUCTS, PRODUCTS, byRelevance));
        List<String> skus =
                ties.hits().stream().map(hit -> shop.product(hit.id()).title()).toList();
        assertEquals("ties by [sku]", skus.stream().sorted().toList(), skus);
        same(request(alike, PRODUCTS, PRODUCTS, clause().put("tie_breaker", "sku")))
                .checked("with diversity");
    }

    @Test
    @Row("`\"apply\": false`")
    public void notAppliedOnlyReports() throws IOException {
        for (int from : List.of(0, WINDOW - 5)) {
            Answer plain = same(plain(10).put("from", from));
            Http.Response response = sameResponse(
                    SEARCH,
                    request(allByRank(), 10, WINDOW, clause().put("apply", false))
                            .put("from", from));
            assertSame("not applied", plain, Answer.of(response));
            JsonNode report = response.body().at(REPORT);
            assertEquals(report.toString(), "false", report.path("applied").asText());
            Http.Response applied =
                    sameResponse(SEARCH, request(allByRank(), 10, WINDOW, clause().put("report", true)));
            assertEquals("what it would have done", applied.body().at(REPORT + "/list"), report.path("list"));
        }
    }

    @Test
    @Row("`assort.enabled` is false")
    public void killSwitchLeavesTheOrder() throws IOException {
        Answer plain = same(plain(20));
        setting("assort.enabled", "false");
        try {
            Answer off = same(request(20));
            assertEquals("order", plain.ids(), off.ids());
            assertEquals("scores", plain.scores(), off.scores());
            assertAnyContains("the header", off.warnings(), "[assort.enabled] is [false]");
        } finally {
            setting("assort.enabled", null);
        }
        assertEquals("warnings once it is on", List.of(), same(request(20)).warnings());
    }

    @Test
    @Row({"no `query_text`", "no `query_text` and several texts in the query"})
    public void textOfTheQueryIsTheQueryText() throws IOException {
        String few = "{'term': {'brand': 'b1'}}";
        ObjectNode words =
                json("{'text_fields': ['title'], 'relevance': {'query': 0.2, 'semantic': 0.8}, 'report': true}");
        for (String query : List.of(
                "{'match': {'title': 'small oak lamp'}}",
                "{'multi_match': {'query': 'small oak lamp', 'fields': ['title', 'brand']}}",
                "{'simple_query_string': {'query': 'small oak lamp'}}")) {
            ObjectNode found = request(byRank(filtered(json(query), few)), 25, WINDOW, words);
            Http.Response response = sameResponse(SEARCH, found);
            assertEquals(
                    query,
                    "query",
                    response.body().at(REPORT + "/semantic/query_from").asText());
            ObjectNode given = request(
                    byRank(filtered(json(query), few)),
                    25,
                    WINDOW,
                    words.deepCopy().put("query_text", "small oak lamp"));
            assertSame(query, same(given), Answer.of(response));
        }
        ObjectNode two =
                json("{'bool': {'must': [{'match': {'title': 'lamp'}}], 'should': [{'match': {'title': 'oak'}}]}}");
        Http.Response off = sameResponse(SEARCH, request(byRank(filtered(two, few)), 25, WINDOW, words));
        JsonNode semantic = off.body().at(REPORT + "/semantic");
        assertEquals(semantic.toString(), "false", semantic.path("on").asText());
        assertContains("the reason", semantic.path("reason").asText(), "the query holds no text, or several");
        ObjectNode queryOnly = json("{'text_fields': ['title'], 'relevance': {'query': 1}}");
        assertSame("off", same(request(byRank(filtered(two, few)), 25, WINDOW, queryOnly)), Answer.of(off));
    }

    @Test
    @Row("`size: 0`")
    public void nothingShownNothingChosen() throws IOException {
        String brands = "{'aggs': {'brands': {'terms': {'field': 'brand'}}, 'most': {'max': {'field': 'rank'}}}}";
        Http.Response counted = sameResponse(SEARCH, with(request(0), brands));
        assertEquals("total", PRODUCTS, Answer.of(counted).total());
        assertEquals(
                "aggregations",
                sameResponse(SEARCH, with(plain(0), brands)).body().path("aggregations"),
                counted.body().path("aggregations"));
        assertEquals(
                PRODUCTS / 6,
                counted.body().at("/aggregations/brands/buckets/0/doc_count").asInt());
    }

    @Test
    @Row({"aggregations", "`batched_reduce_size`"})
    public void aggregationsStandBesideTheChoice() throws IOException {
        int many = 20;
        shop.open(List.of(many));
        String brands = "{'aggs': {'brands': {'terms': {'field': 'brand', 'order': {'_key': 'asc'}},"
                + " 'aggs': {'best': {'top_hits': {'size': 1, '_source': false, 'sort': {'rank': 'desc'}}}}},"
                + " 'most': {'max': {'field': 'rank'}}, 'sum': {'sum_bucket': {'buckets_path': 'brands>_count'}}}}";
        Http.Response counted = sameResponse(SEARCH, with(request(10), brands));
        JsonNode expected = sameResponse(SEARCH, with(plain(10), brands)).body().path("aggregations");
        for (String path : List.of("", "?batched_reduce_size=2", "?pre_filter_shard_size=1&batched_reduce_size=3")) {
            ObjectNode body = with(request(10), brands);
            Http.Response response = send(SEARCH + path, body.toString(), many);
            assertSame(many + " shards" + path, Answer.of(counted), Answer.of(response));
            assertEquals(plainNumbers(expected), plainNumbers(response.body().path("aggregations")));
        }
        assertEquals(plainNumbers(expected), plainNumbers(counted.body().path("aggregations")));
        assertEquals(PRODUCTS, counted.body().at("/aggregations/sum/value").asInt());
    }

    /** Counts and values without the index, which top_hits names. */
    private static List<String> plainNumbers(JsonNode aggregations) {
        List<String> numbers = new ArrayList<>();
        for (JsonNode bucket : aggregations.at("/brands/buckets")) {
            numbers.add(bucket.path("key").asText()
                    + bucket.path("doc_count")
                    + bucket.at("/best/hits/hits/0/_id").asText());
        }
        numbers.add(aggregations.at("/most/value").asText());
        numbers.add(aggregations.at("/sum/value").asText());
        return numbers;
    }

    @Test
    @Row("`min_score`")
    public void minScoreIsOfTheFirstPass() throws IOException {
        int least = shop.byRank().get(24).rank();
        Answer above = same(request(PRODUCTS).put("min_score", least));
        assertEquals("hits", 25, above.hits().size());
        String filter = "{'range': {'rank': {'gte': %d}}}".formatted(least);
        assertSame("min_score", same(request(filtered(allByRank(), filter), PRODUCTS, WINDOW, clause())), above);
    }

    @Test
    @Row("`post_filter`")
    public void postFilterLeavesWhatIsChosenFrom() throws IOException {
        String fields = "{'post_filter': {'term': {'brand': 'b2'}}, 'aggs': {'brands': {'terms': {'field': 'brand'}}}}";
        Http.Response response = sameResponse(SEARCH, with(request(PRODUCTS), fields));
        Answer answer = Answer.of(response);
        assertEquals("hits", PRODUCTS / 6, answer.hits().size());
        assertEquals(
                "brands that are counted",
                6,
                response.body().at("/aggregations/brands/buckets").size());
        String filter = "{'term': {'brand': 'b2'}}";
        assertSame("post_filter", same(request(filtered(allByRank(), filter), PRODUCTS, WINDOW, clause())), answer);
    }

    @Test
    @Row("another rescorer before `diversify`")
    public void anotherRescorerMayComeFirst() throws IOException {
        String raise =
                "{'window_size': 150, 'query': {'rescore_query': {'term': {'brand': {'value': 'b3', 'boost': 0}}},"
                        + " 'query_weight': 1, 'rescore_query_weight': 1}}";
        String lift =
                "{'window_size': 150, 'query': {'rescore_query': {'function_score': {'query': {'term': {'brand': 'b3'}},"
                        + " 'weight': 1000, 'boost_mode': 'replace'}}, 'query_weight': 1, 'rescore_query_weight': 1}}";
        ObjectNode body = request(PRODUCTS);
        JsonNode last = body.path("rescore");
        body.putArray("rescore").add(json(raise)).add(json(lift)).add(last);
        Answer answer = same(body).checked("after two rescorers");
        judge(answer.hits(), hit -> lifted(shop.product(hit.id())), hit -> shop.product(hit.id()), WINDOW);
        assertEquals(
                "the brand that was raised",
                "b3",
                shop.product(answer.ids().get(0)).brand());
    }

    private static double lifted(RequestShop.Product product) {
        return product.rank() + (product.brand().equals("b3") ? 1_000 : 0);
    }

    @Test
    @Row("`explain`")
    public void explanationsAreAlike() throws IOException {
        ObjectNode body = request(12).put("explain", true).put("from", WINDOW - 8);
        JsonNode one = send(SEARCH, body.toString(), 1).ok().at("/hits/hits");
        JsonNode five = send(SEARCH, body.toString(), 5).ok().at("/hits/hits");
        for (int i = 0; i < 12; i++) {
            JsonNode explained = five.get(i).path("_explanation");
            double score = five.get(i).path("_score").asDouble();
            assertEquals("value", score, explained.path("value").asDouble(), 1e-5);
            double sum = 0;
            for (JsonNode term : explained.path("details")) {
                sum += term.path("value").asDouble();
            }
            assertEquals("terms of " + explained, score, sum, 1e-5);
            assertEquals(
                    one.get(i).at("/_explanation/description").asText(),
                    explained.path("description").asText());
        }
    }

    @Test
    @Row("`profile`")
    public void profileIsThere() throws IOException {
        Answer answer = same(request(10));
        for (int shards : SHARDS) {
            ObjectNode body = request(allByRank(), 10, WINDOW, clause().put("report", true));
            Http.Response profiled = send(SEARCH, body.put("profile", true).toString(), shards);
            assertSame("profiled", answer, Answer.of(profiled));
            assertEquals(
                    "shards profiled",
                    shards,
                    profiled.body().at("/profile/shards").size());
            assertEquals(WINDOW, profiled.body().at(REPORT + "/candidates").asInt());
        }
    }

    @Test
    @Row("`highlight`, `fields`, `inner_hits`, `suggest`")
    public void partsOfTheHitsAreThere() throws IOException {
        String fields =
                "{'highlight': {'fields': {'title': {}}}, 'fields': ['brand', {'field': 'added', 'format': 'yyyy'}],"
                        + " 'docvalue_fields': ['rank'], 'version': true, 'seq_no_primary_term': true,"
                        + " 'script_fields': {'twice': {'script': 'doc.rank.value * 2'}},"
                        + " 'suggest': {'meant': {'text': 'lampp', 'term': {'field': 'title'}}}}";
        String nested = "{'nested': {'path': 'offers', 'query': {'term': {'offers.seller': 'seller of b4'}},"
                + " 'inner_hits': {}}}";
        ObjectNode query = byRank(json("{'bool': {'must': [{'match': {'title': 'lamp'}}, " + nested + "]}}"));
        ObjectNode body = with(request(query, 10, WINDOW, clause()), fields);
        body.put("_source", true);
        Http.Response response = sameResponse(SEARCH, body);
        Answer answer = Answer.of(response);
        assertEquals("total", PRODUCTS / 6, answer.total());
        for (Answer.Hit hit : answer.hits()) {
            RequestShop.Product product = shop.product(hit.id());
            assertContains("highlight", hit.json().at("/highlight/title/0").asText(), "<em>lamp</em>");
            assertEquals("b4", hit.json().at("/fields/brand/0").asText());
            assertEquals(product.rank(), hit.json().at("/fields/rank/0").asInt());
            assertEquals(2L * product.rank(), hit.json().at("/fields/twice/0").asInt());
            assertEquals(product.title(), hit.json().at("/_source/title").asText());
            assertEquals(1, hit.json().path("_version").asInt());
            assertEquals(
                    "seller of b4",
                    hit.json()
                            .at("/inner_hits/offers/hits/hits/0/_source/seller")
                            .asText());
        }
        assertEquals(
                "lamp", response.body().at("/suggest/meant/0/options/0/text").asText());
    }

    @Test
    @Row("`track_total_hits`")
    public void totalsMayBeLeftOut() throws IOException {
        List<String> ids = same(request(10)).ids();
        Http.Response some = sameResponse(SEARCH, request(10).put("track_total_hits", 7));
        assertEquals(ids, Answer.of(some).ids());
        assertEquals("gte", some.body().at("/hits/total/relation").asText());
        Http.Response none = sameResponse(SEARCH, request(10).put("track_total_hits", false));
        assertEquals(ids, Answer.of(none).ids());
        assertTrue("no total", none.body().at("/hits/total").isMissingNode());
    }

    @Test
    @Row("`terminate_after`")
    public void stoppedShardsGiveWhatTheyHave() throws IOException {
        assertSame("enough for all", same(request(10)), same(request(10).put("terminate_after", 1_000)));
        Http.Response early =
                send(SEARCH, request(PRODUCTS).put("terminate_after", 3).toString(), 5);
        assertTrue(early.text(), early.ok().path("terminated_early").asBoolean());
        Answer answer = Answer.of(early).checked("stopped early");
        assertEquals("three of each shard", 15, answer.hits().size());
        judge(answer, WINDOW);
    }

    @Test
    @Row("`timeout`")
    public void whatWasFoundInTimeIsChosenFrom() throws IOException {
        // The first segment of each shard takes longer than the clock's steps, and no shard begins its second then.
        String slow = "double burn() { double s = 0; for (int i = 0; i < 900000; ++i) { s += Math.sin(i) } return s }"
                + " double all = 0; if (doc['part'].value == 0) { all = burn() + burn() } return doc['rank'].value + 0 * all";
        ObjectNode query = Http.JSON.createObjectNode();
        ObjectNode script = query.putObject("script_score");
        script.set("query", json("{'match': {'title': 'lamp'}}"));
        script.putObject("script").put("source", slow);
        ObjectNode body = request(query, PRODUCTS, WINDOW, clause()).put("timeout", "1ms");
        Http.Response late = send(SEARCH, body.toString(), 5);
        assertTrue(late.text(), late.ok().path("timed_out").asBoolean());
        Answer answer = part(late).checked("in time");
        assertTrue("found in time: " + answer.hits().size(), answer.hits().size() < PRODUCTS);
        judge(answer, WINDOW);
        assertSame("time enough", same(request(10)), same(request(10).put("timeout", "1m")));
    }

    @Test
    @Row("a shard fails")
    public void failedShardIsToldOf() throws IOException {
        String throwing = "if (doc['rank'].value == 14) { throw new IllegalArgumentException('fourteen') }"
                + " return doc['rank'].value";
        ObjectNode query = Http.JSON.createObjectNode();
        ObjectNode script = query.putObject("script_score");
        script.set("query", json("{'match': {'title': 'lamp'}}"));
        script.putObject("script").put("source", throwing);
        ObjectNode body = request(query, PRODUCTS, WINDOW, clause());
        Http.Response partial = send(SEARCH, body.toString(), 5);
        JsonNode shards = partial.ok().path("_shards");
        assertEquals(shards.toString(), 1, shards.path("failed").asInt());
        assertContains("the failure", shards.path("failures").toString(), "fourteen");
        int failed = shards.at("/failures/0/shard").asInt();
        List<String> others = IntStream.range(0, 5)
                .filter(shard -> shard != failed)
                .mapToObj(Integer::toString)
                .toList();
        Answer rest = Answer.of(send(
                SEARCH + "?preference=_shards:" + String.join(",", others),
                request(PRODUCTS).toString(),
                5));
        Answer answer = part(partial);
        assertTrue("some products are missing", answer.hits().size() < PRODUCTS);
        assertSame("the shards that answered", rest, answer);
        judge(answer, WINDOW);

        Http.Response whole = send(SEARCH + "?allow_partial_search_results=false", body.toString(), 5);
        assertEquals(whole.text(), 400, whole.status());
        assertContains("the refusal", whole.text(), "fourteen");
    }

    @Test
    @Row("the clause fails on some shards only")
    public void clauseThatFailsOnOneIndexFailsWhole() throws IOException {
        deleteIndices("kinds_bare");
        createIndex("kinds_bare", """
                {'settings': {'number_of_replicas': 0},
                 'mappings': {'properties': {'title': {'type': 'text'}, 'rank': {'type': 'integer'}}}}
                """);
        String both = "/kinds_{n},kinds_bare/_search";
        String sentence =
                "[vector_field] must be a field of type [product_vector] or [knn_vector], got [embedding], which is not mapped in"
                        + " index [kinds_bare]";
        assertRefused(sentence, both, request(10));
        assertRefused(sentence, both + "?allow_partial_search_results=true", request(10));
        ObjectNode error = clause().put("missing_vector", "error");
        http().put(
                        "/kinds_bare/_mapping",
                        json("{'properties': {'embedding': {'type': 'knn_vector', 'dimension': 8}}}"))
                .ok();
        http().put("/kinds_bare/_doc/bare?refresh=true", json("{'title': 'lamp', 'rank': 100000}"))
                .ok();
        assertRefused(
                "[missing_vector] is [error], and document [bare] of index [kinds_bare] has no vector",
                both,
                request(allByRank(), 10, WINDOW, error));
        Answer neutral = same(both, request(10));
        assertAnyContains("the header", neutral.warnings(), "[1] of [40] candidates have no vector");
        deleteIndices("kinds_bare");
    }

    @Test
    @Row("`_msearch`")
    public void multiSearchAnswersEach() throws IOException {
        String unmapped = request(allByRank(), 10, WINDOW, json("{'vector_field': 'nope'}"))
                .toString();
        List<String> bodies = List.of(
                request(10).toString(),
                unmapped,
                plain(10).toString(),
                request(10).put("from", 5).toString());
        Answer whole = same(request(15));
        for (int shards : SHARDS) {
            StringBuilder lines = new StringBuilder();
            bodies.forEach(body -> lines.append("{}\n").append(body).append('\n'));
            Http.Response response = http().postLines(at("/kinds_{n}/_msearch", shards), lines.toString());
            JsonNode answers = response.ok().path("responses");
            assertEquals(
                    whole.ids().subList(0, 10),
                    Answer.of(answers.get(0), List.of()).ids());
            assertEquals(400, answers.get(1).path("status").asInt());
            assertContains(
                    "the refusal",
                    answers.get(1).toString(),
                    "[vector_field] must be a field of type [product_vector] or [knn_vector]");
            assertEquals(
                    same(plain(10)).ids(), Answer.of(answers.get(2), List.of()).ids());
            assertEquals(
                    whole.ids().subList(5, 15),
                    Answer.of(answers.get(3), List.of()).ids());
        }
    }

    @Test
    @Row("point in time")
    public void pointInTimeShowsWhatWas() throws IOException {
        RequestShop old = new RequestShop(http(), "pit", new Random(randomLong()), 60, 0).open(SHARDS);
        for (int shards : SHARDS) {
            String search = at("/pit_{n}/_search", shards);
            Answer before = Answer.of(http().post(search, request(30)));
            String id = http().post(search + "/point_in_time?keep_alive=1m", "")
                    .ok()
                    .path("pit_id")
                    .asText();
            http().delete(at("/pit_{n}/_doc/", shards) + before.ids().getFirst() + "?refresh=true")
                    .ok();
            ObjectNode then = request(30);
            then.putObject("pit").put("id", id);
            assertSame("as it was", before, Answer.of(send("/_search", then.toString(), shards)));
            Answer page = Answer.of(
                    send("/_search", then.put("size", 10).put("from", 20).toString(), shards));
            assertEquals("third page", before.ids().subList(20, 30), page.ids());
            List<String> now = Answer.of(http().post(search, request(60))).ids();
            assertEquals("products that are left", 59, now.size());
            assertTrue(now.toString(), now.contains(before.ids().getFirst()) == false);
        }
        http().delete("/_search/point_in_time/_all").ok();
        old.close();
    }

    @Test
    @Row({"an alias or several indices", "`indices_boost`"})
    public void oneIdInTwoIndices() throws IOException {
        RequestShop other = new RequestShop(http(), "twin", new Random(randomLong()), PRODUCTS, 1).open(SHARDS);
        for (int shards : SHARDS) {
            http().post(
                            "/_aliases",
                            at(
                                    "{\"actions\":[{\"add\":{\"indices\":[\"kinds_{n}\",\"twin_{n}\"],\"alias\":\"all_{n}\"}}]}",
                                    shards))
                    .ok();
        }
        ObjectNode body = request(2 * PRODUCTS);
        Answer all = same("/all_{n}/_search", body).checked("by alias");
        assertEquals("hits", 2 * PRODUCTS, all.hits().size());
        judge(all.hits(), hit -> of(hit, other).rank(), hit -> of(hit, other), WINDOW);
        assertSame("by name", all, same("/kinds_{n},twin_{n}/_search", body));
        assertSame("by pattern", all, same("/*ds_{n},tw*_{n}/_search", body));

        // A boost is of the query within: function_score that replaces its score would lose it.
        ObjectNode query = json("""
                {'function_score': {'query': {'constant_score': {'filter': {'match': {'title': 'lamp'}}}},
                  'field_value_factor': {'field': 'rank'}, 'boost_mode': 'multiply'}}
                """);
        ObjectNode raised = request(query, 2 * PRODUCTS, WINDOW, clause());
        raised.putArray("indices_boost").addObject().put("twin_{n}", 3);
        Answer boosted = same("/all_{n}/_search", raised).checked("boosted");
        judge(boosted.hits(), hit -> of(hit, other).rank() * (isTwin(hit) ? 3 : 1), hit -> of(hit, other), WINDOW);
        other.close();
    }

    private static RequestShop.Product of(Answer.Hit hit, RequestShop other) {
        return (isTwin(hit) ? other : shop).product(hit.id());
    }

    private static boolean isTwin(Answer.Hit hit) {
        return hit.index().startsWith("twin");
    }

    @Test
    @Row("`routing`, `preference`")
    public void onlyTheShardsAskedFor() throws IOException {
        for (String only :
                List.of("?routing=p001", "?preference=_shards:2", "?preference=_shards:0,3", "?preference=_local")) {
            Answer plain = Answer.of(send(SEARCH + only, plain(PRODUCTS).toString(), 5));
            Answer answer = Answer.of(send(SEARCH + only, request(PRODUCTS).toString(), 5))
                    .checked(only);
            assertEquals(only, sorted(plain), sorted(answer));
            judge(answer, WINDOW);
        }
    }

    private static List<String> sorted(Answer answer) {
        return answer.ids().stream().sorted().toList();
    }

    @Test
    @Row("shards are skipped")
    public void skippedShardsHaveNothing() throws IOException {
        int first = shop.byRank().get(2).rank();
        String recent = "{'range': {'added': {'gte': '%s'}}}".formatted(RequestShop.day(first));
        ObjectNode body = request(filtered(allByRank(), recent), 10, WINDOW, clause());
        Answer answer = same(body);
        assertEquals("hits", 3, answer.hits().size());
        Http.Response skipping = send(SEARCH + "?pre_filter_shard_size=1", body.toString(), 5);
        assertTrue(skipping.text(), skipping.body().at("/_shards/skipped").asInt() > 0);
        assertSame("shards skipped", answer, Answer.of(skipping));
        String never = "{'range': {'added': {'gte': '2999-01-01'}}}";
        ObjectNode nothing = request(filtered(allByRank(), never), 10, WINDOW, clause().put("report", true));
        assertEquals(
                0, same(SEARCH + "?pre_filter_shard_size=1", nothing).hits().size());
    }

    @Test
    @Row("search template")
    public void templateIsTheSearch() throws IOException {
        ObjectNode template = Http.JSON.createObjectNode();
        ObjectNode source = request(10);
        source.put("size", "{{size}}");
        template.put("source", source.toString().replace("\"{{size}}\"", "{{size}}"));
        template.putObject("params").put("size", 7);
        assertSame("template", same(request(7)), same("/kinds_{n}/_search/template", template));
        ObjectNode script = Http.JSON.createObjectNode();
        script.putObject("script").put("lang", "mustache").set("source", template.path("source"));
        http().put("/_scripts/kinds", script).ok();
        ObjectNode stored = json("{'id': 'kinds', 'params': {'size': 7}}");
        assertSame("stored template", same(request(7)), same("/kinds_{n}/_search/template", stored));
        http().delete("/_scripts/kinds").ok();
    }

    @Test
    @Row("concurrent segment search")
    public void segmentsMayBeSearchedSideBySide() throws IOException {
        for (String mode : List.of("none", "all")) {
            ObjectNode settings = Http.JSON.createObjectNode();
            settings.put("index.search.concurrent_segment_search.mode", mode);
            settings.put("index.search.concurrent.max_slice_count", 4);
            for (int shards : SHARDS) {
                http().put(at("/kinds_{n}/_settings", shards), settings).ok();
            }
            try {
                Answer all = same(request(PRODUCTS)).checked(mode);
                judge(all, WINDOW);
                Http.Response profiled =
                        send(SEARCH, request(10).put("profile", true).toString(), 1);
                assertEquals(mode, mode.equals("all"), profiled.text().contains("max_slice_time_in_nanos"));
            } finally {
                settings.putNull("index.search.concurrent_segment_search.mode");
                settings.putNull("index.search.concurrent.max_slice_count");
                for (int shards : SHARDS) {
                    http().put(at("/kinds_{n}/_settings", shards), settings).ok();
                }
            }
        }
    }

    @Test
    @Row("request cache")
    public void cacheKeepsCountsAndNoChoice() throws IOException {
        Answer answer = same(request(10));
        long before = cached("hit_count") + cached("miss_count");
        for (int time = 0; time < 2; time++) {
            assertSame("asked to be kept", answer, same(SEARCH + "?request_cache=true", request(10)));
        }
        assertEquals("looked up", before, cached("hit_count") + cached("miss_count"));
        ObjectNode counting = with(request(0), "{'aggs': {'brands': {'terms': {'field': 'brand'}}}}");
        long hits = cached("hit_count");
        Http.Response first = sameResponse(SEARCH, counting);
        Http.Response second = sameResponse(SEARCH, counting);
        assertEquals("counts found in the cache", hits + 6, cached("hit_count"));
        assertEquals(first.body().path("aggregations"), second.body().path("aggregations"));
    }

    private static long cached(String counter) throws IOException {
        return http().get("/kinds_*/_stats/request_cache")
                .ok()
                .at("/_all/total/request_cache/" + counter)
                .asLong();
    }

    @Test
    @Row("`slice` of a point in time")
    public void slicesAreChosenFromEachByItself() throws IOException {
        for (int shards : SHARDS) {
            String id = http().post(at(SEARCH, shards) + "/point_in_time?keep_alive=1m", "")
                    .ok()
                    .path("pit_id")
                    .asText();
            List<String> together = new ArrayList<>();
            for (int slice = 0; slice < 2; slice++) {
                ObjectNode request = request(PRODUCTS);
                request.putObject("pit").put("id", id);
                request.putObject("slice").put("id", slice).put("max", 2);
                Answer part = Answer.of(send("/_search", request.toString(), shards));
                judge(part, WINDOW);
                together.addAll(part.ids());
            }
            assertEquals(
                    shop.byRank().stream().map(RequestShop.Product::id).sorted().toList(),
                    together.stream().sorted().toList());
        }
    }

    @Test
    @Row("`_rank_eval`")
    public void evaluationSeesTheChoice() throws IOException {
        ObjectNode body = json("{'requests': [{'id': 'lamps', 'ratings': []}], 'metric': {'precision': {'k': 10}}}");
        ((ObjectNode) body.at("/requests/0")).set("request", request(10));
        List<String> ids = same(request(10)).ids();
        for (int shards : SHARDS) {
            JsonNode hits =
                    send("/kinds_{n}/_rank_eval", body.toString(), shards).ok().at("/details/lamps/hits");
            List<String> rated = new ArrayList<>();
            hits.forEach(hit -> rated.add(hit.at("/hit/_id").asText()));
            assertEquals(ids, rated);
        }
    }

    /** Rows that no test of these classes can hold, and what holds them. */
    private static final Map<String, String> ELSEWHERE = Map.of("a coordinating-only node", "ClusterIT");

    @Test
    public void everyRowOfTheTableIsHeld() throws IOException {
        List<String> rows = Files.readAllLines(Project.root().resolve("docs/reference/requests.md")).stream()
                .filter(line -> line.startsWith("| ")
                        && line.startsWith("| ---") == false
                        && line.startsWith("| request |") == false)
                .map(line -> line.substring(2, line.indexOf(" | ")))
                .toList();
        List<String> held = Stream.concat(
                        ELSEWHERE.keySet().stream(),
                        Stream.of(
                                        RequestKindsIT.class,
                                        RequestRefusalsIT.class,
                                        RequestPipelinesIT.class,
                                        RequestDefaultClauseIT.class,
                                        PeersIT.class)
                                .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                                .filter(method -> method.isAnnotationPresent(Row.class))
                                .flatMap(method -> Stream.of(
                                        method.getAnnotation(Row.class).value())))
                .toList();
        assertEquals(
                rows.stream().sorted().toList(),
                held.stream().distinct().sorted().toList());
    }
}
