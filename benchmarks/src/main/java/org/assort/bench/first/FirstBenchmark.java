/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.first;

import java.util.List;
import java.util.Map;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;

/** What {@code diversify} adds to a search, and what embedding on the node reaches. */
public final class FirstBenchmark implements Benchmark {

    @Override
    public String name() {
        return "first";
    }

    @Override
    public String about() {
        return "what diversify adds to a search beside the built-in rescore, and embedding on the node beside a bare"
                + " session";
    }

    @Override
    public void measure(Run run) throws Exception {
        Catalogue catalogue = Catalogue.find(run.workplace().shared());
        run.report().info("first.data", catalogue.name());
        List<Product> products = catalogue.products();
        try (Encoder encoder = Encoder.load(run.workplace())) {
            run.report().step("embedding " + products.size() + " products in this JVM");
            float[][] vectors = encoder.passagesOnAllCores(
                    products.stream().map(Product::text).toList());
            run.report().step("starting a node");
            try (ShopNodes node = ShopNodes.one(run.workplace(), encoder)) {
                run.report().step("indexing");
                ShopIndex index = new ShopIndex(node.http(), name()).fill(products, vectors, 1, Map.of());
                new RescoreLatency(run, node, index).measure(catalogue, encoder);
                EmbedThroughput.measure(run, node, encoder, products);
            }
        }
    }
}
