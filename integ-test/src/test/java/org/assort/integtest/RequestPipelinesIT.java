/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Search pipelines beside the clause: whichever would run without it runs with it, once, and the choice is made all the same.
 */
public final class RequestPipelinesIT extends RequestTestCase {

    /** One brand only, one product more than asked for, and the title under another name: once is seen from twice. */
    private static final String PIPELINE = """
            {'request_processors': [
               {'filter_query': {'query': {'term': {'brand': 'b1'}}}},
               {'script': {'lang': 'painless', 'source': 'ctx._source["size"] = (int) ctx._source["size"] + 1'}}],
             'response_processors': [{'rename_field': {'field': 'title', 'target_field': 'name'}}]}
            """;

    private static final String NAMED = "kinds_pipeline";

    @BeforeClass
    public static void create() throws IOException {
        http().put("/_search/pipeline/" + NAMED, pipeline()).ok();
    }

    @AfterClass
    public static void delete() throws IOException {
        http().delete("/_search/pipeline/" + NAMED).ok();
    }

    // Painless takes single quotes too, and json() makes double ones of them.
    private static ObjectNode pipeline() throws IOException {
        return json(PIPELINE.replace("\"", "\\\""));
    }

    private static ObjectNode titled(int size) throws IOException {
        ObjectNode body = request(size);
        body.putArray("_source").add("title");
        return body;
    }

    private static void assertRanOnce(String what, Http.Response response) throws IOException {
        Answer answer = Answer.of(response);
        String brand = "{'term': {'brand': 'b1'}}";
        ObjectNode expected = request(filtered(allByRank(), brand), 9, WINDOW, clause());
        assertSame(what, same(SEARCH + "?search_pipeline=_none", expected), answer);
        for (Answer.Hit hit : answer.hits()) {
            assertEquals(
                    what,
                    shop.product(hit.id()).title(),
                    hit.json().at("/_source/name").asText());
            assertTrue(what, hit.json().at("/_source/title").isMissingNode());
        }
    }

    @Test
    @Row({"a pipeline by name", "request processors", "response processors"})
    public void namedPipelineRunsOnce() throws IOException {
        assertRanOnce("in the path", sameResponse(SEARCH + "?search_pipeline=" + NAMED, titled(8)));
        assertRanOnce("in the body", sameResponse(SEARCH, titled(8).put("search_pipeline", NAMED)));
        for (int shards : SHARDS) {
            String lines = "{\"index\":\"kinds_" + shards + "\"}\n" + titled(8).put("search_pipeline", NAMED) + "\n";
            JsonNode first = http().postLines("/_msearch", lines).ok().at("/responses/0");
            assertEquals(first.toString(), 9, first.at("/hits/hits").size());
        }
        assertRefused("Pipeline nope is not defined", SEARCH + "?search_pipeline=nope", request(10));
    }

    @Test
    @Row("a pipeline in the request")
    public void inlinePipelineRunsOnce() throws IOException {
        ObjectNode body = titled(8);
        body.set("search_pipeline", pipeline());
        assertRanOnce("inline", sameResponse(SEARCH, body));
        assertSame("an empty one", same(request(10)), same(with(request(10), "{'search_pipeline': {}}")));
    }

    @Test
    @Row({"the index's default pipeline", "`search_pipeline=_none`"})
    public void defaultPipelineRunsOnce() throws IOException {
        Answer without = same(titled(8));
        defaultPipeline(NAMED);
        try {
            assertRanOnce("default", sameResponse(SEARCH, titled(8)));
            assertSame("_none", without, same(SEARCH + "?search_pipeline=_none", titled(8)));
            // Core takes a default only where all indices agree on it.
            createIndex("kinds_other", """
                    {'settings': {'number_of_replicas': 0, 'index.search.default_pipeline': 'another'},
                     'mappings': {'properties': {'title': {'type': 'text'}, 'rank': {'type': 'integer'},
                       'embedding': {'type': 'knn_vector', 'dimension': 8}}}}
                    """);
            assertSame("no agreement", without, same("/kinds_{n},kinds_other/_search", titled(8)));
        } finally {
            defaultPipeline(null);
            deleteIndices("kinds_other");
        }
        assertSame("no default", without, same(titled(8)));
    }

    private static void defaultPipeline(String name) throws IOException {
        for (int shards : SHARDS) {
            ObjectNode settings = Http.JSON.createObjectNode().put("index.search.default_pipeline", name);
            http().put("/kinds_" + shards + "/_settings", settings).ok();
        }
    }

    @Test
    @Row("a pipeline by name and one in the request")
    public void twoPipelinesAreOneTooMany() throws IOException {
        ObjectNode body = request(10);
        body.set("search_pipeline", pipeline());
        assertRefused(
                "[search_pipeline] must be one, got one by name and one in the request",
                SEARCH + "?search_pipeline=" + NAMED,
                body);
    }

    @Test
    @Row({"`oversample`", "`truncate_hits`"})
    public void oversampledHitsAreTruncated() throws IOException {
        Answer ten = same(request(10));
        ObjectNode more =
                with(request(5), "{'search_pipeline': {'request_processors': [{'oversample': {'sample_factor': 2}}]}}");
        assertSame("twice as many", ten, same(more));
        ObjectNode less = with(
                request(5),
                "{'search_pipeline': {'request_processors': [{'oversample': {'sample_factor': 2}}],"
                        + " 'response_processors': [{'truncate_hits': {}}]}}");
        assertEquals(ten.ids().subList(0, 5), same(less).ids());
    }

    @Test
    @Row("`verbose_pipeline`")
    public void verbosePipelineTellsItsSteps() throws IOException {
        Http.Response response = sameResponse(SEARCH + "?verbose_pipeline=true&search_pipeline=" + NAMED, titled(8));
        assertRanOnce("verbose", response);
        List<String> steps = new ArrayList<>();
        response.body()
                .path("processor_results")
                .forEach(step -> steps.add(step.path("processor_name").asText()));
        assertEquals(List.of("filter_query", "script", "rename_field"), steps);
    }

    @Test
    @Row("`assort_diversify` in a pipeline")
    public void ownProcessorIsNotForPipelines() throws IOException {
        ObjectNode own = json("{'phase_results_processors': [{'assort_diversify': {}}]}");
        Http.Response stored = http().put("/_search/pipeline/kinds_own", own);
        assertEquals(stored.text(), 400, stored.status());
        assertContains(
                "the refusal",
                stored.text(),
                "[assort_diversify] is no processor for pipelines: a [diversify] clause adds it by itself");
        ObjectNode body = request(10);
        body.set("search_pipeline", own);
        Answer once = same(request(10));
        for (int shards : SHARDS) {
            assertSame("in the request", once, Answer.of(http().post(at(SEARCH, shards), body)));
        }
    }
}
