/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Random;

/**
 * Random candidates and objectives, the awkward ones included.
 *
 * <p>Sums of floats depend on the order of the additions, and the JVM's vector instructions promise none: the same dot
 * product may differ in its last bits once the code is compiled. Where a test compares bits, the vectors are such that
 * every sum is exact.
 */
final class Instances {

    private Instances() {}

    /** Scores with ties, negative, equal or with NaN; vectors drawn from few, missing, zero; with or without a query. */
    static Candidates awkward(Random random, int n) {
        int dimension = 1 + random.nextInt(24);
        float[][] few = new float[1 + random.nextInt(6)][];
        for (int i = 0; i < few.length; i++) {
            few[i] = random.nextInt(5) == 0 ? new float[dimension] : exact(random, dimension);
        }
        boolean repeat = random.nextBoolean();
        double missing = random.nextInt(3) * 0.4;
        int kind = random.nextInt(5);
        VectorTable vectors = new VectorTable(dimension, n);
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = score(random, kind);
            if (random.nextDouble() >= missing) {
                vectors.set(i, repeat ? few[random.nextInt(few.length)] : exact(random, dimension));
            }
        }
        float[] query = random.nextInt(3) == 0 ? null : VectorTable.unit(exact(random, dimension));
        return new Candidates(scores, vectors, query);
    }

    private static float score(Random random, int kind) {
        return switch (kind) {
            case 0 -> 7;
            case 1 -> random.nextInt(3);
            case 2 -> -10 * random.nextFloat();
            case 3 -> random.nextInt(4) == 0 ? Float.NaN : random.nextFloat();
            default -> 20 * random.nextFloat() - 5;
        };
    }

    /** No relevance ties, and most vectors differ; some are missing. The cosines are exact. */
    static Candidates distinct(Random random, int n, double missing) {
        int dimension = 16 + random.nextInt(60);
        VectorTable vectors = new VectorTable(dimension, n);
        for (int i = 0; i < n; i++) {
            if (random.nextDouble() >= missing) {
                vectors.set(i, exact(random, dimension));
            }
        }
        return new Candidates(distinctScores(random, n), vectors, VectorTable.unit(exact(random, dimension)));
    }

    /** Vectors in general position, fewer than dimensions, so that every d² is well above the floor. */
    static Candidates independent(Random random, int n, double missing) {
        int dimension = 2 * n + 3;
        VectorTable vectors = new VectorTable(dimension, n);
        for (int i = 0; i < n; i++) {
            if (random.nextDouble() >= missing) {
                vectors.set(i, gaussian(random, dimension));
            }
        }
        return new Candidates(distinctScores(random, n), vectors, VectorTable.unit(gaussian(random, dimension)));
    }

    private static float[] distinctScores(Random random, int n) {
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (i + 0.9f * random.nextFloat()) / n;
        }
        shuffle(random, scores);
        return scores;
    }

    /**
     * 4^m components of ±1, the others 0: of length 2^m, so the unit vector has powers of two, and cosines are sums
     * without rounding.
     */
    static float[] exact(Random random, int dimension) {
        int most = dimension >= 64 ? 3 : dimension >= 16 ? 2 : dimension >= 4 ? 1 : 0;
        int left = 1 << (2 * random.nextInt(most + 1));
        float[] vector = new float[dimension];
        while (left > 0) {
            int at = random.nextInt(dimension);
            if (vector[at] == 0) {
                vector[at] = random.nextInt(4) == 0 ? -1 : 1;
                left--;
            }
        }
        return vector;
    }

    static float[] gaussian(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    static Objective objective(Random random, Method method) {
        double lambda = random.nextInt(4) == 0 ? random.nextInt(3) / 2.0 : random.nextDouble();
        MissingVector missing = random.nextInt(3) == 0 ? MissingVector.LAST : MissingVector.NEUTRAL;
        return new Objective(
                method, lambda, weights(random), missing, random.nextBoolean() ? 0 : -0.5 + random.nextDouble());
    }

    private static RelevanceWeights weights(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new RelevanceWeights(0, 2);
            case 1 -> new RelevanceWeights(0.3, 0);
            case 2 -> new RelevanceWeights(3 * random.nextDouble() + 1e-3, random.nextDouble());
            default -> RelevanceWeights.DEFAULT;
        };
    }

    /** {@code result[i]} is where i went. */
    static int[] permutation(Random random, int n) {
        int[] to = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            to[i] = to[j];
            to[j] = i;
        }
        return to;
    }

    private static void shuffle(Random random, float[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }
}
