/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.count.Miner;
import org.assort.bundles.merge.BundleMerge;
import org.junit.Before;
import org.junit.Test;

/** What is taken on the heap is accounted for and given back, after a failure too, and a request that was cancelled ends. */
public final class MemoryTests extends RandomizedTest {

    private List<Numbered> orders;

    /** Refuses what goes beyond a limit. */
    private static final class Account implements MemoryAccount {
        private final long limit;
        private long held;
        private long most;

        Account(long limit) {
            this.limit = limit;
        }

        @Override
        public void add(long bytes) {
            if (held + bytes > limit) {
                throw new IllegalStateException("refused");
            }
            held += bytes;
            most = Math.max(most, held);
        }
    }

    @Before
    public void write() {
        orders = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            orders.add(new Numbered(i, List.of("1", Integer.toString(2 + i % 50), Integer.toString(60 + i % 7)), true));
        }
    }

    private static final MiningTask TASK =
            MiningTask.anchors(Pass.ALL, List.of(AnchorRequest.of("1"), AnchorRequest.of("2"), AnchorRequest.of("60")));

    /** Numbers are kept until the request ends. */
    private static final List<Layout> LAYOUTS = List.of(Layout.KEYWORDS, Layout.KEYWORDS_UNINDEXED, Layout.LINES);

    @Test
    public void allIsGivenBack() throws IOException {
        for (Layout layout : LAYOUTS) {
            try (OrderIndex index = new OrderIndex(layout, orders, 0.1, 2, getRandom())) {
                Account account = new Account(Long.MAX_VALUE);
                Miner miner =
                        new Miner(index.orders(true, account, () -> {}), MinerSettings.DEFAULT, account, () -> {});
                miner.mine(TASK);
                miner.mine(MiningTask.counts(List.of(List.of("2", "60"))));
                miner.frequent(3);
                assertEquals(layout.toString(), 0, account.held);
                assertTrue(account.most > 1_000);
            }
        }
    }

    @Test
    @Repeat(iterations = 20)
    public void aRefusalLeavesNothing() throws IOException {
        Layout layout = randomFrom(LAYOUTS);
        try (OrderIndex index = new OrderIndex(layout, orders, 0.1, 2, getRandom())) {
            Account all = new Account(Long.MAX_VALUE);
            new Miner(index.orders(true, all, () -> {}), MinerSettings.DEFAULT, all, () -> {}).mine(TASK);
            Account account = new Account(randomLongBetween(0, all.most - 1));
            Miner miner = new Miner(index.orders(true, account, () -> {}), MinerSettings.DEFAULT, account, () -> {});
            assertThrows(IllegalStateException.class, () -> miner.mine(TASK));
            assertEquals(layout.toString(), 0, account.held);
        }
    }

    @Test
    @Repeat(iterations = 20)
    public void givingUpLeavesNothing() throws IOException {
        Layout layout = randomFrom(LAYOUTS);
        try (OrderIndex index = new OrderIndex(layout, orders, 0.1, 2, getRandom())) {
            AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
            Runnable check = () -> {
                if (left.decrementAndGet() < 0) {
                    throw new IllegalStateException("cancelled");
                }
            };
            Account all = new Account(Long.MAX_VALUE);
            new Miner(index.orders(true, all, check), MinerSettings.DEFAULT, all, check).mine(TASK);
            left.set(randomIntBetween(0, Integer.MAX_VALUE - left.get() - 1));
            // A miner that has mined before would ask less often, as it keeps what it read.
            Account account = new Account(Long.MAX_VALUE);
            Miner miner = new Miner(index.orders(true, account, check), MinerSettings.DEFAULT, account, check);
            assertThrows(IllegalStateException.class, () -> miner.mine(TASK));
            assertEquals(layout.toString(), 0, account.held);
        }
    }

    @Test
    public void aCancelledRequestEnds() throws IOException {
        for (Layout layout : Layout.values()) {
            try (OrderIndex index = new OrderIndex(layout, orders, 0.1, 2, getRandom())) {
                Runnable cancelled = () -> {
                    throw new IllegalStateException("cancelled");
                };
                Miner miner = new Miner(
                        index.orders(false, MemoryAccount.NONE, cancelled),
                        MinerSettings.DEFAULT,
                        MemoryAccount.NONE,
                        () -> {});
                assertThrows(layout.toString(), IllegalStateException.class, () -> miner.mine(TASK));
                assertThrows(layout.toString(), IllegalStateException.class, () -> miner.frequent(3));
            }
        }
    }

    /** What is said of an answer's size is true, and what would be too much is refused before anything is counted. */
    @Test
    public void answersAreBounded() throws IOException {
        MinerSettings settings =
                new MinerSettings(2, randomIntBetween(2, 4), 1, randomIntBetween(1, 64), 200, 1, 1_000);
        try (OrderIndex index = new OrderIndex(Layout.KEYWORDS, orders, 0.1, 2, getRandom())) {
            ShardBundles answer = new Miner(index.orders(false), settings, MemoryAccount.NONE, () -> {}).mine(TASK);
            long numbers = answer.anchors().stream()
                    .mapToLong(anchor -> (long) anchor.pairs().length + anchor.triples().length + anchor.fours().length)
                    .sum();
            assertTrue(numbers * Integer.BYTES
                    <= settings.answerBytes(TASK.anchors().size()));
        }
        MinerSettings large = new MinerSettings(2, 4, 1, 64, 200, 1, 1_000);
        List<String> anchors =
                IntStream.range(0, 190).mapToObj(Integer::toString).toList();
        assertTrue(new BundleMerge(large, anchors, 3).next().isPresent());
        List<String> more = IntStream.range(0, 192).mapToObj(Integer::toString).toList();
        assertThrows(IllegalArgumentException.class, () -> new BundleMerge(large, more, 3));
    }
}
