/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Http;
import org.assort.demo.node.OpenSearchCluster;

/**
 * Two thousand searches and more over 1, 2, 5 and 20 shards of three nodes, one of which is killed in the middle and comes
 * back later. The same searches without the clause run beside, as the measure of what may fail meanwhile.
 */
final class ShardsSoak implements SoakTask {

    private static final int NODES = 3;
    private static final int SEARCHES = 150;
    private static final int FEWEST = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "shards";
    }

    @Override
    public String about() {
        return "kill -9 of one of three nodes in the middle of 2,000 searches: no wrong answer, no failure of our own";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Shop shop = Shop.read(workplace);
        figures.info("data", shop.name() + ", " + shop.items().size() + " products");
        figures.step("starting three nodes");
        try (OpenSearchCluster cluster = workplace.cluster(NODES, false)) {
            Http http = cluster.node(0).http();
            figures.step("indexing over " + ShopIndices.SHARDS + " shards, each with a replica");
            List<String> indices = new ShopIndices(http, "soak", ShopIndices.SHARDS)
                    .fill(shop, 1)
                    .names();
            cluster.awaitHealth(cluster.node(0), "green", NODES, PATIENCE);
            figures.step("asking for " + SEARCHES + " answers");
            List<SearchClient.Known> known = known(http, indices.getFirst(), shop, random);
            new NodeKill(cluster, known, indices, random, figures).run(FEWEST).judge(FEWEST, figures);
        }
    }

    /** From the index of one shard: what all others must give too. */
    private static List<SearchClient.Known> known(Http http, String index, Shop shop, Random random)
            throws IOException {
        RandomSearches searches = RandomSearches.in(shop, http, index);
        List<SearchClient.Known> known = new ArrayList<>();
        while (known.size() < SEARCHES) {
            known.add(SearchClient.Known.of(http, index, searches.uniqueOnly(random.nextLong())));
        }
        return known;
    }
}
