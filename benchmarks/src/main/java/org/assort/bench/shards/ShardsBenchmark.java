/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shards;

import java.util.List;
import java.util.Map;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.Searches;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;

/** What {@code diversify} costs over twenty shards: time, on one node and on three, and bytes between nodes. */
public final class ShardsBenchmark implements Benchmark {

    static final int SHARDS = 20;

    private static final int NODES = 3;

    @Override
    public String name() {
        return "shards";
    }

    @Override
    public String about() {
        return "what one choice over 20 shards costs, on one node and on three, and what it sends between nodes";
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = Catalogue.find(run.workplace().shared());
        run.report().info("shards.data", catalogue.name());
        List<Product> products = catalogue.products();
        try (Encoder encoder = Encoder.load(run.workplace())) {
            run.report().step("embedding " + products.size() + " products in this JVM");
            float[][] vectors = encoder.passagesOnAllCores(
                    products.stream().map(Product::text).toList());
            List<String> queries;
            run.report().step("starting a node");
            try (ShopNodes nodes = ShopNodes.one(run.workplace(), encoder)) {
                ShopIndex index = fill(run, nodes, products, vectors);
                queries = Searches.queries(run, index, catalogue, SearchRatio.QUERIES);
                new SearchRatio(run, nodes, "one_node").measure(index, queries, encoder);
            }
            run.report().step("starting " + NODES + " nodes");
            try (ShopNodes nodes = ShopNodes.cluster(run.workplace(), encoder, NODES)) {
                ShopIndex index = fill(run, nodes, products, vectors);
                new SearchRatio(run, nodes, "three_nodes").measure(index, queries, encoder);
                Payload.measure(run, nodes, products, vectors);
            }
        }
    }

    private static ShopIndex fill(Run run, ShopNodes nodes, List<Product> products, float[][] vectors)
            throws Exception {
        run.report().step("indexing over " + SHARDS + " shards");
        return new ShopIndex(nodes.http(), "shards").fill(products, vectors, SHARDS, Map.of());
    }
}
