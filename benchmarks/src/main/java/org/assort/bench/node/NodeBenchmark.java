/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopNodes;
import org.assort.model.EmbeddingException;

/** What {@code diversify} costs over stored vectors, and vectors at ingest, on a node that has the peers beside ours. */
public final class NodeBenchmark implements Benchmark {

    /** In the order in which they are installed. */
    private static final List<String> PEERS =
            List.of("opensearch-job-scheduler", "opensearch-ml-plugin", "opensearch-knn", "neural-search");

    private static final Map<String, String> LINES = Map.of(
            "cluster.search.enabled_system_generated_factories",
            "[\"mmr_over_sample_factory\", \"mmr_rerank_factory\"]",
            "thread_pool.search.size",
            "8");

    /** The most queries of a round. */
    private static final int QUERIES = 30;

    @Override
    public String name() {
        return "node";
    }

    @Override
    public String about() {
        return "what diversify over stored vectors adds to a search beside native MMR and the built-in rescore, and"
                + " what vectors cost at ingest";
    }

    @Override
    public boolean generates() {
        return true;
    }

    @Override
    public boolean quickens() {
        return true;
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = run.products().isPresent()
                ? Catalogue.generated(run.products().getAsInt())
                : Catalogue.find(run.workplace().shared());
        run.report().info("node.data", catalogue.name());
        try (Encoder encoder = Encoder.loadFloat(run.workplace())) {
            run.report().step("starting a node with " + PEERS);
            try (ShopNodes node = ShopNodes.among(run.workplace(), encoder, PEERS, LINES)) {
                run.report()
                        .step("embedding and indexing " + catalogue.products().size() + " products");
                List<NodeIndex> indices = NodeIndex.make(node.http(), encoder, catalogue.products());
                List<float[]> queries = queries(run, catalogue, encoder);
                for (NodeIndex index : indices) {
                    Searches searches = new Searches(index, queries, AddedTime.ways());
                    AddedTime.measure(run, node, index, searches);
                }
            }
        }
    }

    /** Vectors of a random choice of the catalogue's queries. */
    private static List<float[]> queries(Run run, Catalogue catalogue, Encoder encoder) throws EmbeddingException {
        List<String> texts = new ArrayList<>(catalogue.queries());
        Collections.shuffle(texts, run.random("queries"));
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts.subList(0, Math.min(QUERIES, texts.size()))) {
            vectors.add(encoder.query(text));
        }
        return vectors;
    }
}
