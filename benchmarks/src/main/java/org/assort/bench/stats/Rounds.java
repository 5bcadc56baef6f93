/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs variants interleaved, so that whatever changes with time (compilation, heat, neighbours) meets all alike. To be
 * used by one thread.
 */
public final class Rounds {

    private final Random random;

    public Rounds(Random random) {
        this.random = random;
    }

    /** Takes one figure, such as a time. */
    @FunctionalInterface
    public interface Measurement<V> {
        double take(int item, V variant) throws IOException;
    }

    /**
     * One round: each item once with each variant. Items come in random order, and for each item its variants, one right
     * after the other, in random order too.
     *
     * @param items how many there are
     * @return {@code double[items]} for each variant
     */
    public <V> Map<V, double[]> next(int items, List<V> variants, Measurement<V> measurement) throws IOException {
        Map<V, double[]> figures = new LinkedHashMap<>();
        variants.forEach(variant -> figures.put(variant, new double[items]));
        for (int item : permutation(items)) {
            for (int i : permutation(variants.size())) {
                V variant = variants.get(i);
                figures.get(variant)[item] = measurement.take(item, variant);
            }
        }
        return figures;
    }

    /** The numbers from 0 to {@code n} - 1, each order as likely as any other (Fisher and Yates). */
    int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
