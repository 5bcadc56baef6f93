/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;

/** One list for 1, 2, 5 and 20 shards and 1 and 3 nodes, over the rated queries and 500 random requests. */
final class ClusterSoak implements SoakTask {

    private static final int NODES = 3;
    private static final int SEARCHES = 500;
    private static final int CLIENTS = 2;
    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public String about() {
        return "rated queries and 500 random requests: one node and one shard against three nodes and 1 to 20 shards";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Shop shop = Shop.read(workplace);
        figures.info("data", shop.name() + ", " + shop.items().size() + " products");
        List<ShopSearch> searches =
                new ArrayList<>(shop.queries().stream().map(ShopSearch::rated).toList());
        List<Found> expected = new ArrayList<>();
        figures.step("asking one node with one shard");
        try (OpenSearchNode node = workplace.node()) {
            ShopIndices single = new ShopIndices(node.http(), "single", List.of(1)).fill(shop, 0);
            RandomSearches made =
                    RandomSearches.in(shop, node.http(), single.names().getFirst());
            long first = random.nextLong();
            for (int i = 0; i < SEARCHES; i++) {
                searches.add(made.next(first + i));
            }
            for (ShopSearch search : searches) {
                expected.add(single.answer(search));
            }
        }
        figures.step("asking each of three nodes with data and of one without");
        try (OpenSearchCluster cluster = workplace.cluster(NODES, true)) {
            new ShopIndices(cluster.node(0).http(), "cluster", ShopIndices.SHARDS).fill(shop, 0);
            List<ShopIndices> asked = cluster.nodes().stream()
                    .map(node -> new ShopIndices(node.http(), "cluster", ShopIndices.SHARDS))
                    .toList();
            List<String> flaws = Clients.flaws(
                    CLIENTS,
                    searches.size(),
                    i -> asked.get(i % asked.size()).difference(searches.get(i), expected.get(i)));
            flaws.stream().limit(SHOWN).forEach(figures::step);
            figures.info("searches", Integer.toString(searches.size()));
            figures.atMost("different", 0, flaws.size());
        }
    }
}
