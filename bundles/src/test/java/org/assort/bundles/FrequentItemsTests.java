/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.count.Miner;
import org.junit.Test;

/** The most frequent items, and the order that settles ties. */
public final class FrequentItemsTests extends RandomizedTest {

    @Test
    @Repeat(iterations = 30)
    public void mostFrequentFirst() throws IOException {
        int items = randomIntBetween(1, 60);
        List<Numbered> orders = RandomOrders.some(getRandom(), 200, items);
        boolean filtered = randomBoolean();
        List<OrderIndex> shards =
                OrderIndex.shards(randomFrom(Layout.values()), orders, randomIntBetween(1, 4), 0.2, 2, getRandom());
        int size = randomIntBetween(1, 10);
        Oracle oracle = new Oracle(RandomOrders.lists(orders, filtered), MinerSettings.DEFAULT);
        List<FrequentItems> told = new ArrayList<>();
        long cuts = 0;
        for (OrderIndex shard : shards) {
            FrequentItems of = new Miner(shard.orders(filtered), MinerSettings.DEFAULT, MemoryAccount.NONE, () -> {})
                    .frequent(randomBoolean() ? size : items + 1);
            told.add(of);
            cuts += of.cut();
        }
        List<String> best = FrequentItems.merge(told, size);
        for (int i = 1; i < best.size(); i++) {
            assertTrue(Terms.ORDER.compare(best.get(i - 1), best.get(i)) != 0);
        }
        for (int item = 0; item <= items; item++) {
            String term = Integer.toString(item);
            if (!best.contains(term) && best.size() == size) {
                long least = best.stream().mapToLong(oracle::count).min().orElse(0);
                assertTrue(oracle.count(term) <= least + cuts);
            }
        }
        for (OrderIndex shard : shards) {
            shard.close();
        }
    }

    @Test
    public void ties() {
        FrequentItems one = new FrequentItems(List.of(new ItemCount("b", 3), new ItemCount("a", 2)), 0);
        FrequentItems other = new FrequentItems(List.of(new ItemCount("a", 1), new ItemCount("c", 1)), 1);
        assertEquals(List.of("a", "b"), FrequentItems.merge(List.of(one, other), 2));
    }

    @Test
    @Repeat(iterations = 500)
    public void termsAreOrderedAsLuceneDoes() {
        String one = randomUnicodeOfLength(randomIntBetween(0, 3));
        String other = randomBoolean() ? one + randomUnicodeOfLength(1) : randomUnicodeOfLength(3);
        int expected =
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertEquals(Integer.signum(expected), Integer.signum(Terms.ORDER.compare(one, other)));
    }
}
