/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.junit.Test;

/** What is mined is what looking into every order finds, however orders are kept, deleted, filtered and spread. */
public final class OracleTests extends RandomizedTest {

    private MinerSettings settings() {
        int maxSize = randomIntBetween(2, 4);
        int partners = randomIntBetween(1, randomBoolean() ? 6 : 64);
        return new MinerSettings(
                randomIntBetween(2, maxSize),
                maxSize,
                randomIntBetween(1, 5),
                partners,
                partners + randomIntBetween(0, 8),
                MinerSettings.EXACT,
                randomBoolean() ? 1_000 : randomIntBetween(2, 8));
    }

    private List<String> anchors(int items) {
        return IntStream.range(0, randomIntBetween(1, 12))
                .mapToObj(i -> Integer.toString(randomIntBetween(0, items)))
                .distinct()
                .toList();
    }

    @Test
    @Repeat(iterations = 300)
    public void randomOrders() throws IOException {
        int items = randomIntBetween(1, randomBoolean() ? 30 : 400);
        List<Numbered> orders = RandomOrders.some(getRandom(), randomBoolean() ? 40 : 600, items);
        boolean filtered = randomBoolean();
        MinerSettings settings = settings();
        List<OrderIndex> shards = OrderIndex.shards(
                randomFrom(Layout.values()),
                orders,
                randomIntBetween(1, 8),
                randomBoolean() ? 0 : randomDouble(),
                randomIntBetween(1, 6),
                getRandom());
        try {
            Oracle oracle = new Oracle(RandomOrders.lists(orders, filtered), settings);
            List<String> anchors = anchors(items);
            Passes passes = new Passes(shards, filtered);
            Comparison.assertExact(oracle, anchors, passes.mine(settings, anchors));
            assertSetCounts(oracle, passes, settings, items);
        } finally {
            for (OrderIndex shard : shards) {
                shard.close();
            }
        }
    }

    private void assertSetCounts(Oracle oracle, Passes passes, MinerSettings settings, int items) throws IOException {
        List<List<String>> sets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sets.add(IntStream.range(0, 3)
                    .mapToObj(k -> Integer.toString(randomIntBetween(0, items)))
                    .distinct()
                    .toList());
        }
        long[] counts = new long[sets.size()];
        for (ShardBundles answer : passes.ask(settings, MiningTask.counts(sets))) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += answer.sets()[i];
            }
        }
        assertArrayEquals(sets.stream().mapToLong(oracle::count).toArray(), counts);
    }

    @Test
    public void noOrdersAtAll() throws IOException {
        MinerSettings settings = settings();
        for (Layout layout : Layout.values()) {
            try (OrderIndex none = new OrderIndex(layout, List.of(), 0, 1, getRandom())) {
                List<String> anchors = List.of("1", "nothing");
                Comparison.assertExact(
                        new Oracle(List.of(), settings),
                        anchors,
                        new Passes(List.of(none), true).mine(settings, anchors));
            }
        }
        assertEquals(0, new Passes(List.of(), true).mine(settings, List.of("1")).orders());
    }
}
