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
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.count.Miner;
import org.assort.bundles.merge.FrequentMerge;
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
        FrequentMerge merge = new FrequentMerge(size);
        for (OptionalInt told = merge.next(); told.isPresent(); told = merge.next()) {
            List<FrequentItems> answers = new ArrayList<>();
            for (OrderIndex shard : shards) {
                answers.add(new Miner(shard.orders(filtered), MinerSettings.DEFAULT, MemoryAccount.NONE, () -> {})
                        .frequent(told.getAsInt()));
            }
            merge.add(answers);
        }
        List<String> expected = IntStream.rangeClosed(0, items)
                .mapToObj(Integer::toString)
                .filter(item -> oracle.count(item) > 0)
                .sorted(Comparator.<String>comparingLong(oracle::count)
                        .reversed()
                        .thenComparing(Terms.ORDER))
                .limit(size)
                .toList();
        assertEquals(expected, merge.result());
        for (OrderIndex shard : shards) {
            shard.close();
        }
    }

    @Test
    public void ties() {
        FrequentItems one = new FrequentItems(List.of(new ItemCount("b", 3), new ItemCount("a", 2)), 0);
        FrequentItems other = new FrequentItems(List.of(new ItemCount("a", 1), new ItemCount("c", 1)), 0);
        FrequentMerge merge = new FrequentMerge(2);
        merge.add(List.of(one, other));
        assertEquals(List.of("a", "b"), merge.result());
    }

    @Test
    public void anItemThatNoShardPutFirstMayBeTheMostFrequent() {
        FrequentMerge merge = new FrequentMerge(1);
        assertEquals(4, merge.next().orElseThrow());
        merge.add(List.of(told(5, "a", "b", "c", "d"), told(5, "e", "f", "g", "h")));
        assertEquals(64, merge.next().orElseThrow());
        merge.add(List.of(told(0, "a", "b", "c", "d", "i"), told(0, "e", "f", "g", "h", "i")));
        assertEquals(List.of("i"), merge.result());
    }

    @Test
    public void itEndsWhereCountsAreAllTheSame() {
        FrequentMerge merge = new FrequentMerge(1);
        int rounds = 0;
        while (merge.next().isPresent()) {
            assertTrue(merge.next().getAsInt() <= FrequentMerge.MOST);
            merge.add(List.of(told(6, "a"), told(6, "b")));
            rounds++;
        }
        assertEquals(4, rounds);
        assertEquals(List.of("a"), merge.result());
    }

    /** Items of 6 orders, the cut and the last one of fewer. */
    private static FrequentItems told(long cut, String... items) {
        return new FrequentItems(
                Arrays.stream(items)
                        .map(item -> new ItemCount(item, item.equals("i") ? 5 : 6))
                        .toList(),
                cut);
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
