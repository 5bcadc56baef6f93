/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.Test;

public class RoundsTests extends RandomizedTest {

    private record Taken(int item, String variant) {}

    @Test
    public void eachItemMeetsEachVariantOnceInARow() throws IOException {
        int items = randomIntBetween(1, 30);
        List<String> variants = List.of("a", "b", "c", "d", "e").subList(0, randomIntBetween(1, 5));
        List<Taken> taken = new ArrayList<>();
        Map<String, double[]> figures = new Rounds(new Random(randomLong())).next(items, variants, (item, variant) -> {
            taken.add(new Taken(item, variant));
            return figure(item, variant);
        });
        int each = variants.size();
        int all = items * each;
        assertEquals(all, taken.size());
        assertEquals(all, new HashSet<>(taken).size());
        for (int i = 0; i < taken.size(); i++) {
            assertEquals(taken.get(i / each * each).item(), taken.get(i).item());
        }
        assertEquals(variants, List.copyOf(figures.keySet()));
        figures.forEach((variant, row) -> {
            assertEquals(items, row.length);
            for (int item = 0; item < items; item++) {
                assertEquals(figure(item, variant), row[item], 0);
            }
        });
    }

    private static double figure(int item, String variant) {
        return 100 * variant.charAt(0) + item;
    }

    /** 6,000 permutations of three: each of the six has 1,000 in the mean, with a deviation of 29. */
    @Test
    public void ordersAreEquallyLikely() {
        Rounds rounds = new Rounds(new Random(randomLong()));
        Map<List<Integer>, Integer> counts =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (int i = 0; i < 6000; i++) {
            counts.merge(IntStream.of(rounds.permutation(3)).boxed().toList(), 1, Integer::sum);
        }
        assertEquals(6, counts.size());
        counts.forEach((order, count) -> assertTrue(order + " came " + count, count > 840 && count < 1160));
    }
}
