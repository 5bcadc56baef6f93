/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The clause on a node that has k-NN with its own MMR enabled, neural-search and ml-commons too, and that searches another
 * cluster: the shared node.
 */
public final class PeersIT extends RequestTestCase {

    private static final String PEERS = "/peers_{n}/_search";
    private static final String OTHER = "other";

    private static OpenSearchNode node;
    private static RequestShop local;

    @BeforeClass
    public static void start() throws IOException {
        NodeSettings settings = Project.briefNode()
                .withPlugin(Project.peer("opensearch-job-scheduler"))
                .withPlugin(Project.peer("opensearch-ml-plugin"))
                .withPlugin(Project.peer("opensearch-knn"))
                .withPlugin(Project.peer("neural-search"))
                .withPlugin(Project.artifacts().plugin())
                .withSetting(
                        "cluster.search.enabled_system_generated_factories",
                        "[\"mmr_over_sample_factory\", \"mmr_rerank_factory\"]")
                .withSetting(
                        "cluster.remote." + OTHER + ".seeds",
                        "[\"" + SharedNode.get().node().settings().transportAddress() + "\"]");
        node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
        asked = node.http();
        local = new RequestShop(asked, "peers", new Random(randomLong()), PRODUCTS, 1).open(SHARDS);
        for (int shards : SHARDS) {
            sparseIndex(shards);
        }
    }

    @AfterClass
    public static void stop() {
        if (node != null) {
            node.close();
        }
        node = null;
        local = null;
    }

    private static void sparseIndex(int shards) throws IOException {
        asked.put("/sparse_" + shards, json("""
                        {'settings': {'number_of_shards': %d, 'number_of_replicas': 0},
                         'mappings': {'properties': {'words': {'type': 'rank_features'},
                           'embedding': {'type': 'knn_vector', 'dimension': 8}}}}
                        """.formatted(shards))).ok();
        List<Bulk.Document> documents = IntStream.range(0, 30)
                .mapToObj(i -> {
                    ObjectNode source = Http.JSON.createObjectNode();
                    source.putObject("words")
                            .put("oak", 1 + i)
                            .put("desk", 31 - i)
                            .put("dim", 0.1);
                    source.set(
                            "embedding",
                            RequestShop.array(
                                    local.product("p%03d".formatted(i)).vector()));
                    return new Bulk.Document("s" + i, source);
                })
                .toList();
        new Bulk(asked, "sparse_" + shards).load(Bulk.Documents.of(documents.iterator()), done -> {});
    }

    private static ObjectNode nearest(int k) {
        ObjectNode query = Http.JSON.createObjectNode();
        query.putObject("knn").putObject("embedding").put("k", k).set("vector", RequestShop.array(queryVector));
        return query;
    }

    private static Answer judged(Answer answer) {
        judge(answer.hits(), hit -> local.product(hit.id()).rank(), hit -> local.product(hit.id()), WINDOW);
        return answer;
    }

    @Test
    public void choosesBesideThem() throws IOException {
        String plugins = asked.get("/_cat/plugins").text();
        for (String name :
                List.of("opensearch-knn", "opensearch-neural-search", "opensearch-ml", "opensearch-assort")) {
            assertContains("the plugins", plugins, name);
        }
        judged(same(PEERS, request(PRODUCTS)).checked("beside the peers"));
    }

    @Test
    @Row("`knn` query")
    public void nearestNeighboursMayBeFirstPass() throws IOException {
        for (int shards : SHARDS) {
            ObjectNode plain = request(nearest(20), PRODUCTS, 0, null);
            List<Answer.Hit> found =
                    Answer.of(send(PEERS, plain.toString(), shards)).hits();
            Answer answer = Answer.of(send(
                            PEERS,
                            request(nearest(20), PRODUCTS, WINDOW, clause()).toString(),
                            shards))
                    .checked("after a knn query");
            assertEquals(found.size(), answer.hits().size());
            judge(
                    answer.hits(),
                    hit -> found.stream()
                            .filter(one -> one.id().equals(hit.id()))
                            .findFirst()
                            .orElseThrow()
                            .score(),
                    hit -> local.product(hit.id()),
                    WINDOW);
        }
    }

    @Test
    @Row("`ext.mmr`")
    public void nativeMmrWorksAlone() throws IOException {
        String mmr = "{'ext': {'mmr': {'diversity': 0.9, 'candidates': 20}}}";
        Answer alone = Answer.of(send(
                PEERS, with(request(nearest(20), 5, 0, null), mmr).toString(), 1));
        assertEquals("hits of native MMR", 5, alone.hits().size());
        Answer plain = Answer.of(send(PEERS, request(nearest(20), 5, 0, null).toString(), 1));
        assertNotEquals("native MMR changes the order", plain.ids(), alone.ids());
        assertRefused(
                "[diversify] cannot be used with [ext.mmr], which would put the hits into another order afterwards",
                PEERS,
                with(request(nearest(20), 5, WINDOW, clause()), mmr));
    }

    @Test
    @Row({"`hybrid` query", "`normalization-processor`"})
    public void hybridQueriesAreForTheirOwnPipeline() throws IOException {
        ObjectNode hybrid = Http.JSON.createObjectNode();
        hybrid.putObject("hybrid").putArray("queries").add(allByRank()).add(nearest(20));
        String sentence =
                "[diversify] cannot be used with a [hybrid] query, whose scores are made only after rescoring";
        assertRefused(sentence, PEERS, request(hybrid, 10, WINDOW, clause()));

        Answer without = judged(same(PEERS, request(PRODUCTS)));
        asked.put("/_search/pipeline/normalise", json("""
                        {'phase_results_processors': [{'normalization-processor': {
                           'normalization': {'technique': 'min_max'}, 'combination': {'technique': 'arithmetic_mean'}}}]}
                        """)).ok();
        defaultPipeline("normalise");
        try {
            assertSame("an ordinary query", without, same(PEERS, request(PRODUCTS)));
            assertRefused(sentence, PEERS, request(hybrid, 10, WINDOW, clause()));
            Answer normalised =
                    Answer.of(send(PEERS, request(hybrid, 10, 0, null).toString(), 5));
            assertTrue("normalised " + normalised.scores(), normalised.maxScore() <= 1);
        } finally {
            defaultPipeline(null);
        }
    }

    private static void defaultPipeline(String name) throws IOException {
        for (int shards : SHARDS) {
            ObjectNode settings = Http.JSON.createObjectNode().put("index.search.default_pipeline", name);
            asked.put("/peers_" + shards + "/_settings", settings).ok();
        }
    }

    @Test
    @Row("`neural_sparse_two_phase_processor`")
    public void twoPhaseProcessorTakesNoOtherRescorer() throws IOException {
        asked.put("/_search/pipeline/two_phase", json("""
                        {'request_processors': [{'neural_sparse_two_phase_processor': {'enabled': true}}]}
                        """)).ok();
        String pipeline = "?search_pipeline=two_phase";
        assertSame("a query of words", same(PEERS, request(10)), same(PEERS + pipeline, request(10)));

        JsonNode sparse = json("{'neural_sparse': {'words': {'query_tokens': {'oak': 5, 'desk': 1, 'dim': 0.01}}}}");
        Answer plain = same("/sparse_{n}/_search" + pipeline, request(sparse, 30, 0, null));
        Answer chosen =
                same("/sparse_{n}/_search", request(sparse, 30, 30, clause())).checked("a sparse query");
        assertNotEquals("the clause changes the order", plain.ids(), chosen.ids());
        for (JsonNode query : List.of(sparse, filtered(sparse, "{'match_all': {}}"))) {
            assertRefused(
                    "[diversify] cannot be used with a [neural_sparse] query and the [neural_sparse_two_phase_processor] of"
                            + " a search pipeline, which knows no rescorer but core's: send [search_pipeline] [_none], or one"
                            + " without it",
                    "/sparse_{n}/_search" + pipeline,
                    request(query, 10, 30, clause()));
        }

        asked.put("/_search/pipeline/both", json("""
                        {'request_processors': [{'neural_sparse_two_phase_processor': {'enabled': true}},
                           {'diversify': {'vector_field': 'embedding'}}]}
                        """)).ok();
        Answer without = same("/sparse_{n}/_search?search_pipeline=both", request(sparse, 30, 0, null));
        assertEquals("whoever wrote no clause gets an answer", plain.ids(), without.ids());
        assertAnyContains("the header", without.warnings(), "the search pipeline's clause was left out");
    }

    @Test
    @Row("cross-cluster search")
    public void clustersAreOne() throws IOException {
        Answer remote =
                same("/" + OTHER + ":kinds_{n}/_search", request(PRODUCTS)).checked("the other cluster");
        judge(remote, WINDOW);
        for (String minimised : List.of("", "?ccs_minimize_roundtrips=true")) {
            Answer both = same("/peers_{n}," + OTHER + ":kinds_{n}/_search" + minimised, request(2 * PRODUCTS))
                    .checked("both clusters");
            assertEquals("hits", 2 * PRODUCTS, both.hits().size());
            judge(both.hits(), hit -> of(hit).rank(), PeersIT::of, WINDOW);
        }
    }

    /** What a node is told not to do it does not have another cluster do. */
    @Test
    public void aSearchThatIsSwitchedOffHereIsNotChosenElsewhere() throws IOException {
        asked.put("/_cluster/settings", json("{'persistent': {'assort.enabled': false}}"))
                .ok();
        try {
            for (String index : List.of(OTHER + ":kinds_{n}", "peers_{n}," + OTHER + ":kinds_{n}")) {
                String path = "/" + index + "/_search?ccs_minimize_roundtrips=";
                for (int shards : SHARDS) {
                    Answer plain =
                            Answer.of(send(path + true, plain(2 * PRODUCTS).toString(), shards));
                    for (boolean minimised : new boolean[] {true, false}) {
                        Answer off = Answer.of(
                                send(path + minimised, request(2 * PRODUCTS).toString(), shards));
                        assertEquals(path, plain.scores(), off.scores());
                        assertAnyContains("the header", off.warnings(), "[assort.enabled] is [false]");
                    }
                }
            }
        } finally {
            asked.put("/_cluster/settings", json("{'persistent': {'assort.enabled': null}}"))
                    .ok();
        }
    }

    @Test
    public void indicesHereGiveTheirDefaultsBesideThoseOfAnotherCluster() throws IOException {
        String setting = "index.assort.diversify.diversity";
        asked.put("/peers_5/_settings", json("{'%s': 0.75}".formatted(setting))).ok();
        try {
            ObjectNode body = request(allByRank(), 10, WINDOW, json("{'vector_field': 'embedding', 'report': true}"));
            JsonNode answer = send("/peers_{n}," + OTHER + ":kinds_{n}/_search", body.toString(), 5)
                    .ok();
            assertEquals(
                    answer.toString(),
                    0.75,
                    answer.at("/ext/assort/diversify/diversity/value").asDouble(),
                    0);
        } finally {
            asked.put("/peers_5/_settings", json("{'%s': null}".formatted(setting)))
                    .ok();
        }
    }

    /** The orders are in the cluster that was asked, and the other one does not know of them. */
    @Test
    public void bundlesOfProductsInAnotherClusterAreLookedForHere() throws IOException {
        asked.put(
                        "/only_here",
                        json(
                                "{'settings': {'number_of_replicas': 0}, 'mappings': {'properties': {'items': {'type': 'keyword'}}}}"))
                .ok();
        String orders = "{\"index\": {}}\n{\"items\": [\"p000\", \"p001\"]}\n".repeat(10)
                + "{\"index\": {}}\n{\"items\": [\"p002\"]}\n".repeat(30);
        asked.postLines("/only_here/_bulk?refresh=true", orders).ok();
        ObjectNode body = json("""
                {'query': {'ids': {'values': ['p000']}}, 'aggs': {'b': {'bundle': {
                  'anchors': {'field': '_id'}, 'orders': {'index': 'only_here', 'field': 'items'}}}}}""");
        JsonNode answer =
                asked.post("/" + OTHER + ":kinds_1/_search", body.toString()).ok();
        assertEquals(
                answer.toString(),
                10,
                answer.at("/aggregations/b/buckets/0/doc_count").asInt());
        assertEquals("p001", answer.at("/aggregations/b/buckets/0/items/1/id").asText());
        asked.delete("/only_here").ok();
    }

    private static RequestShop.Product of(Answer.Hit hit) {
        return (hit.index().startsWith(OTHER) ? shop : local).product(hit.id());
    }
}
