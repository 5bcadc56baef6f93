/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Clients;
import org.assort.soak.Found;
import org.assort.soak.RandomSearches;
import org.assort.soak.Shop;
import org.assort.soak.ShopIndices;
import org.assort.soak.ShopSearch;
import org.assort.soak.Workplace;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * One choice over all nodes: two processes with the products in 1, 2, 5 and 20 shards give the answers of one node with
 * one shard, whichever of the two is asked. {@link ShardsIT} says what is compared and what is left out.
 *
 * <p>A third of the products, the rated queries and 200 of the 500 random requests; {@code ./soak cluster} takes all, and
 * asks a node without data and models too. The nodes do without the optimising compiler, which would take more time to
 * compile them than they live.
 */
public final class ClusterIT extends NodeTestCase {

    private static final int SEARCHES = 200;
    private static final int CLIENTS = 2;

    private static Shop shop;
    private static ShopIndices single;
    private static OpenSearchCluster cluster;

    @BeforeClass
    public static void start() throws IOException {
        Workplace workplace = new Workplace(Project.root());
        assumeTrue("the Chorus data is not here", Shop.isReal(workplace));
        shop = Shop.read(workplace).every(3);
        single = new ShopIndices(http(), "single", List.of(1)).fill(shop, 0);
        cluster = workplace.cluster(2, false, "-XX:TieredStopAtLevel=1");
        new ShopIndices(cluster.node(0).http(), "cluster", ShopIndices.SHARDS).fill(shop, 0);
    }

    @AfterClass
    public static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        if (single != null) {
            single.delete();
        }
        shop = null;
        single = null;
        cluster = null;
    }

    @Test
    public void ratedQueriesHaveTheAnswerOfOneNode() throws Exception {
        assertAnswerOfOneNode(shop.queries().stream().map(ShopSearch::rated).toList());
    }

    @Test
    public void randomRequestsHaveTheAnswerOfOneNode() throws Exception {
        RandomSearches searches = RandomSearches.in(shop, http(), single.names().getFirst());
        long first = randomLong();
        List<ShopSearch> some = new ArrayList<>();
        for (int i = 0; i < SEARCHES; i++) {
            some.add(searches.next(first + i));
        }
        assertAnswerOfOneNode(some);
    }

    private static void assertAnswerOfOneNode(List<ShopSearch> searches) throws Exception {
        List<Found> expected = new ArrayList<>();
        for (ShopSearch search : searches) {
            expected.add(single.answer(search));
        }
        List<ShopIndices> asked = cluster.nodes().stream()
                .map(OpenSearchNode::http)
                .map(http -> new ShopIndices(http, "cluster", ShopIndices.SHARDS))
                .toList();
        List<String> flaws = Clients.flaws(
                CLIENTS,
                searches.size(),
                i -> asked.get(i % asked.size()).difference(searches.get(i), expected.get(i)));
        assertEquals(flaws.size() + " of " + searches.size() + " searches", List.of(), flaws);
    }
}
