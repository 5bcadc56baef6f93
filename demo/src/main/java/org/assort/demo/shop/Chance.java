/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Draws from weighted choices with a seeded source. Uses only what the documentation of {@link Random} fixes to the bit,
 * so that every JDK makes the same shop. Not safe for several threads.
 */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double least, double greatest) {
        return least + (greatest - least) * random.nextDouble();
    }

    /** From {@code least} to {@code greatest}, both included. */
    int between(int least, int greatest) {
        return least + random.nextInt(greatest - least + 1);
    }

    double gaussian() {
        return random.nextGaussian();
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The i-th value with weight 1/(i+1), as sales fall off in most shops. */
    <T> T skewed(List<T> values) {
        return values.get(new Wheel(zipf(values.size(), 1)).spin());
    }

    /** {@code count} distinct values in their own order. */
    <T> List<T> some(List<T> values, int count) {
        return Arrays.stream(permutation(values.size()))
                .limit(count)
                .sorted()
                .mapToObj(values::get)
                .toList();
    }

    /** A random order of 0 … n-1. */
    int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Weights 1/(i+1)^exponent. StrictMath, so that every machine makes the same shop. */
    static double[] zipf(int n, double exponent) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = 1 / StrictMath.pow(i + 1, exponent);
        }
        return weights;
    }

    Wheel wheel(double[] weights) {
        return new Wheel(weights);
    }

    /** Draws an index with the probability of its weight, in O(log n). */
    final class Wheel {

        private final double[] upTo;

        private Wheel(double[] weights) {
            upTo = weights.clone();
            for (int i = 1; i < upTo.length; i++) {
                upTo[i] += upTo[i - 1];
            }
        }

        int spin() {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
            return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
        }
    }
}
