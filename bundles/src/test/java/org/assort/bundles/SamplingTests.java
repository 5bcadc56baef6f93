/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.count.Miner;
import org.assort.bundles.merge.Estimate;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;
import org.junit.Test;

/** A budget is kept, replicas read the same orders, and what is said of what was not read is true. */
public final class SamplingTests extends RandomizedTest {

    private static final int ORDERS = 4_000;
    private static final int ITEMS = 60;

    private List<Numbered> orders() {
        List<Numbered> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            List<String> items = new ArrayList<>();
            for (int k = randomIntBetween(1, 5); k > 0; k--) {
                items.add(Integer.toString((int) (ITEMS * Math.pow(randomDouble(), 2))));
            }
            orders.add(new Numbered(i, items, randomInt(3) > 0));
        }
        return orders;
    }

    private static MinerSettings budget(long most) {
        return new MinerSettings(2, 4, 5, 16, 32, most, 1_000);
    }

    private static void assertSame(ShardBundles one, ShardBundles other) {
        assertEquals(one.orders(), other.orders());
        assertEquals(one.read(), other.read());
        assertEquals(one.items(), other.items());
        for (int i = 0; i < one.anchors().size(); i++) {
            AnchorCounts a = one.anchors().get(i);
            AnchorCounts b = other.anchors().get(i);
            assertEquals(a.orders(), b.orders());
            assertEquals(a.read(), b.read());
            assertEquals(a.partners(), b.partners());
            assertEquals(a.cut(), b.cut());
            assertArrayEquals(a.pairs(), b.pairs());
            assertArrayEquals(a.triples(), b.triples());
            assertArrayEquals(a.fours(), b.fours());
        }
    }

    @Test
    @Repeat(iterations = 10)
    public void replicasReadTheSameOrders() throws IOException {
        List<Numbered> orders = orders();
        Layout layout = randomFrom(Layout.values());
        MinerSettings settings = budget(randomIntBetween(50, 1_000));
        List<AnchorRequest> anchors = IntStream.range(0, 5)
                .mapToObj(i -> AnchorRequest.of(Integer.toString(i)))
                .toList();
        MiningTask task = MiningTask.anchors(Pass.ALL, anchors);
        try (OrderIndex primary = new OrderIndex(layout, orders, 0.1, 4, getRandom())) {
            Collections.shuffle(orders, getRandom());
            try (OrderIndex replica = new OrderIndex(layout, orders, 0.3, 2, getRandom())) {
                boolean filtered = randomBoolean();
                ShardBundles answer =
                        new Miner(primary.orders(filtered), settings, MemoryAccount.NONE, () -> {}).mine(task);
                assertSame(
                        answer, new Miner(replica.orders(filtered), settings, MemoryAccount.NONE, () -> {}).mine(task));
                long most = settings.maxBaskets();
                // An order that several anchors share is read for each of them, so that the spread is more than that of
                // a count.
                assertTrue(
                        answer.read() + " of " + most, Math.abs(answer.read() - most) < 8 * Math.sqrt((double) most));
            }
        }
    }

    /** Those that have few orders have all of them read, and what they leave goes to the others. */
    @Test
    public void theBudgetIsSpread() throws IOException {
        List<Numbered> orders = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            orders.add(new Numbered(i, List.of(i % 100 == 0 ? "rare" : i % 2 == 0 ? "often" : "also"), true));
        }
        try (OrderIndex index = new OrderIndex(Layout.KEYWORDS, orders, 0, 2, getRandom())) {
            MiningTask task = MiningTask.anchors(
                    Pass.ALL, List.of(AnchorRequest.of("rare"), AnchorRequest.of("often"), AnchorRequest.of("also")));
            List<AnchorCounts> counts = new Miner(index.orders(false), budget(4_200), MemoryAccount.NONE, () -> {})
                    .mine(task)
                    .anchors();
            assertEquals(200, counts.get(0).read());
            assertEquals(200, counts.get(0).orders());
            assertEquals(2_000, (double) counts.get(1).read(), 250);
            assertEquals(9_800, counts.get(1).orders());
            assertEquals(2_000, (double) counts.get(2).read(), 250);
            assertEquals(10_000, counts.get(2).orders());
        }
    }

    @Test
    @Repeat(iterations = 10)
    public void boundsHoldWhateverWasRead() throws IOException {
        List<Numbered> orders = orders();
        MinerSettings settings = budget(randomIntBetween(20, 400));
        boolean filtered = randomBoolean();
        List<OrderIndex> shards =
                OrderIndex.shards(randomFrom(Layout.values()), orders, randomIntBetween(1, 4), 0.1, 2, getRandom());
        Oracle oracle = new Oracle(RandomOrders.lists(orders, filtered), settings);
        MinedBundles mined =
                new Passes(shards, filtered).mine(settings, List.of("0", "1", "2", Integer.toString(ITEMS - 1)));
        assertTrue(mined.sampled());
        for (MinedAnchor anchor : mined.anchors()) {
            assertEquals(oracle.count(anchor.anchor()), anchor.orders());
            List<String> partners = anchor.partners();
            for (int i = 0; i < partners.size(); i++) {
                assertHolds(oracle.count(List.of(anchor.anchor(), partners.get(i))), anchor.estimate(i));
                for (int j = 0; j < i; j++) {
                    assertHolds(
                            oracle.count(List.of(anchor.anchor(), partners.get(i), partners.get(j))),
                            anchor.estimate(i, j));
                }
            }
        }
        for (OrderIndex shard : shards) {
            shard.close();
        }
    }

    private static void assertHolds(long truth, Estimate estimate) {
        assertTrue(truth + " " + estimate, estimate.least() <= truth && truth <= estimate.most());
        assertTrue(estimate.low() >= estimate.least() && estimate.high() <= estimate.most());
        assertTrue(estimate.low() <= estimate.high());
        assertTrue(Math.abs(truth - estimate.count()) <= estimate.errorBound());
    }
}
