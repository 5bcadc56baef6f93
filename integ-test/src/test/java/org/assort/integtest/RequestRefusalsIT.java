/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.assort.demo.node.Http;
import org.junit.Test;

/** What cannot stand beside the clause is refused with one sentence, whatever the number of shards. */
public final class RequestRefusalsIT extends RequestTestCase {

    private static final String CORE = "{'window_size': 20, 'query': {'rescore_query': {'match_all': {}}}}";

    @Test
    @Row("`sort`")
    public void sort() throws IOException {
        String sentence = "[diversify] cannot be used with [sort], which would put the hits into another order";
        assertRefused(sentence, SEARCH, with(request(10), "{'sort': [{'rank': 'desc'}]}"));
        String best = "{'range': {'added': {'gte': '%s'}}}"
                .formatted(RequestShop.day(shop.byRank().getFirst().rank()));
        // Core's own refusal is a shard's, and one shard that refuses is no failure where the others are skipped.
        ObjectNode one = request(filtered(allByRank(), best), 10, WINDOW, clause());
        assertRefused(sentence, SEARCH + "?pre_filter_shard_size=1", with(one, "{'sort': {'rank': 'desc'}}"));
        assertRefused(sentence, SEARCH, with(request(10), "{'sort': [{'_score': 'asc'}]}"));
        Answer byScore = same(with(request(10), "{'sort': ['_score']}"));
        assertSame("by score", same(request(10)), byScore);
    }

    @Test
    @Row("`search_after`")
    public void searchAfter() throws IOException {
        String sentence = "[diversify] cannot be used with [search_after]: page with [from] and [size]";
        assertRefused(sentence, SEARCH, with(request(10), "{'sort': [{'rank': 'desc'}], 'search_after': [40]}"));
        assertRefused(sentence, SEARCH, with(request(10), "{'sort': ['_score'], 'search_after': [40]}"));
    }

    @Test
    @Row("`scroll`")
    public void scroll() throws IOException {
        assertRefused(
                "Validation Failed: 1: using [rescore] is not allowed in a scroll context;",
                SEARCH + "?scroll=1m",
                request(10));
    }

    @Test
    @Row("`collapse`")
    public void collapse() throws IOException {
        assertRefused(
                "[diversify] cannot be used with [collapse]",
                SEARCH,
                with(request(10), "{'collapse': {'field': 'brand'}}"));
    }

    @Test
    @Row("`search_type=dfs_query_then_fetch`")
    public void dfs() throws IOException {
        assertRefused(
                "[diversify] cannot be used with [search_type] [dfs_query_then_fetch], which leaves no moment to choose"
                        + " over all shards: use [query_then_fetch]",
                SEARCH + "?search_type=dfs_query_then_fetch",
                request(10));
        assertSame("the other", same(request(10)), same(SEARCH + "?search_type=query_then_fetch", request(10)));
    }

    @Test
    @Row({"another rescorer after `diversify`", "two `diversify`"})
    public void rescorers() throws IOException {
        ObjectNode after = request(10);
        JsonNode first = after.path("rescore");
        after.putArray("rescore").add(first).add(json(CORE));
        assertRefused(
                "[diversify] must be the last of [rescore], got [2] rescorers with another at the end", SEARCH, after);
        ObjectNode two = request(10);
        two.putArray("rescore").add(first).add(first);
        assertRefused("[rescore] may have one [diversify], got [2]", SEARCH, two);
    }

    @Test
    @Row("`window_size` outside 1 to 1,000")
    public void window() throws IOException {
        for (int window : new int[] {0, -1, 1_001, 10_001}) {
            assertRefused(
                    "[window_size] of [diversify] must be in [1, 1000], got [" + window + "]",
                    SEARCH,
                    request(allByRank(), 10, window, clause()));
        }
    }

    @Test
    @Row("`from` and `size` beyond `index.max_result_window`")
    public void tooDeep() throws IOException {
        Http.Response response = send(SEARCH, request(9_991).put("from", 10).toString(), 5);
        assertEquals(response.text(), 400, response.status());
        assertContains(
                "the refusal", response.text(), "from + size must be less than or equal to: [10000] but was [10001]");
    }

    @Test
    @Row("`ext.assort` in a request")
    public void extension() throws IOException {
        assertRefused(
                "[ext.assort] is what a response holds; a request asks for it with [report] of [diversify], got it in"
                        + " line [1]",
                SEARCH,
                with(request(10), "{'ext': {'assort': {}}}"));
    }

    @Test
    @Row("`ext.mmr`")
    public void nativeMmr() throws IOException {
        // Where its factories are not enabled k-NN itself refuses it, and says what to enable; PeersIT has the other
        // case.
        Http.Response response = send(
                SEARCH,
                with(request(10), "{'ext': {'mmr': {'diversity': 0.5, 'candidates': 20}}}")
                        .toString(),
                5);
        assertEquals(response.text(), 400, response.status());
        assertContains("the refusal", response.text(), "mmr_over_sample_factory");
    }

    @Test
    @Row("streaming search")
    public void streaming() throws IOException {
        // This node has no transport that streams; with one, the clause's own refusal comes.
        setting("stream.search.enabled", "true");
        try {
            assertRefused("You need to enable stream transport first to use stream search.", SEARCH, request(10));
        } finally {
            setting("stream.search.enabled", null);
        }
    }

    @Test
    @Row("`_count`, `_validate/query`")
    public void countsTakeNoRescorer() throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.set("query", allByRank());
        body.set("rescore", request(10).path("rescore"));
        assertRefused("request does not support [rescore]", "/kinds_{n}/_count", body);
        JsonNode valid = send("/kinds_{n}/_validate/query", body.toString(), 5).ok();
        assertEquals(valid.toString(), "false", valid.path("valid").asText());
    }
}
