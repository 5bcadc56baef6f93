/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.List;

/**
 * What a shopper likes, as at most {@value #MOST} directions: products of the profile are merged to clusters, and each
 * cluster is spoken for by its medoid, a real product (PinnerSage: Pal et al. 2020, "Multi-Modal User Embedding Framework for
 * Recommendations"). A mean of all would lie between two tastes, where nothing is that the shopper likes.
 *
 * <p>Clusters are merged by Ward's method (Ward 1963): always the two whose union adds least to the weighted squared distance
 * from the means, w·w'/(w+w')·‖μ−μ'‖², over vectors of length 1. Two clusters whose means have a cosine below
 * {@value #ALIKE} are different tastes: they are merged only while there are more than {@value #MOST}.
 *
 * <p>The same to the bit on every JVM; the order of the products only settles ties. Takes O(n²·(n + dimension)) for n products.
 */
public final class Interests {

    /** The most interests of a shopper. */
    public static final int MOST = 5;

    /** Of sentence vectors, products of one kind are more alike than this, and products of two kinds less. */
    static final double ALIKE = 0.5;

    private final byte[][] codes;
    private final double[] weights;

    private Interests(byte[][] codes, double[] weights) {
        this.codes = codes;
        this.weights = weights;
    }

    /** Products that were merged. */
    private static final class Cluster {
        private final List<Integer> members = new ArrayList<>();
        private double weight;
        /** Weighted sum of vectors of length 1. */
        private final double[] sum;

        Cluster(int member, double weight, byte[] codes) {
            members.add(member);
            this.weight = weight;
            this.sum = new double[codes.length];
            double scale = weight / Math.sqrt(dot(codes, codes));
            for (int d = 0; d < sum.length; d++) {
                sum[d] = scale * codes[d];
            }
        }

        void take(Cluster other) {
            members.addAll(other.members);
            members.sort(null);
            weight += other.weight;
            for (int d = 0; d < sum.length; d++) {
                sum[d] += other.sum[d];
            }
        }
    }

    /** What merging two clusters means. */
    private record Merge(double cost, boolean alike) {

        static Merge of(Cluster a, Cluster b) {
            double distance = 0;
            double dot = 0;
            double squaredNormA = 0;
            double squaredNormB = 0;
            for (int d = 0; d < a.sum.length; d++) {
                double difference = a.sum[d] / a.weight - b.sum[d] / b.weight;
                distance += difference * difference;
                dot += a.sum[d] * b.sum[d];
                squaredNormA += a.sum[d] * a.sum[d];
                squaredNormB += b.sum[d] * b.sum[d];
            }
            double cost = a.weight / (a.weight + b.weight) * b.weight * distance;
            return new Merge(cost, dot >= ALIKE * Math.sqrt(squaredNormA) * Math.sqrt(squaredNormB));
        }
    }

    /**
     * The interests behind the products of a profile.
     *
     * @param codes {@code byte[n][dimension]} from {@link VectorCodes}, at most some hundred; none null or all 0
     * @param weights {@code double[n]}, finite and at least 0; products of weight 0 do not count
     * @throws IllegalArgumentException if lengths differ, a weight is out of its range or a vector has no direction
     */
    public static Interests of(byte[][] codes, double[] weights) {
        List<Cluster> clusters = new ArrayList<>();
        double greatest = check(codes, weights);
        for (int i = 0; i < codes.length; i++) {
            if (weights[i] > 0) {
                // Over the greatest, so that no sum leaves the range; one too small for that does not count.
                double weight = weights[i] / greatest;
                if (weight > Double.MIN_NORMAL) {
                    clusters.add(new Cluster(i, weight, codes[i]));
                }
            }
        }
        merge(clusters);
        clusters.sort((a, b) -> Double.compare(b.weight, a.weight));
        byte[][] medoids = new byte[clusters.size()][];
        double[] shares = new double[clusters.size()];
        double all = 0;
        for (Cluster cluster : clusters) {
            all += cluster.weight;
        }
        for (int c = 0; c < medoids.length; c++) {
            medoids[c] = codes[medoid(clusters.get(c), codes)];
            shares[c] = clusters.get(c).weight / all;
        }
        return new Interests(medoids, shares);
    }

    private static double check(byte[][] codes, double[] weights) {
        if (codes.length != weights.length) {
            throw new IllegalArgumentException("[codes] and [weights] must have one length, got [" + codes.length
                    + "] and [" + weights.length + "]");
        }
        double greatest = 0;
        for (int i = 0; i < codes.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "[weight] must be a finite number of at least 0, got [" + weights[i] + "]");
            }
            if (codes[i] == null || codes[i].length != codes[0].length || dot(codes[i], codes[i]) == 0) {
                throw new IllegalArgumentException(
                        "a vector of a profile must have a direction, and all one dimension; [" + i + "] has not");
            }
            greatest = Math.max(greatest, weights[i]);
        }
        return greatest;
    }

    private static void merge(List<Cluster> clusters) {
        int n = clusters.size();
        Merge[][] merges = new Merge[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                merges[a][b] = Merge.of(clusters.get(a), clusters.get(b));
            }
        }
        boolean[] gone = new boolean[n];
        for (int left = n; ; left--) {
            int[] pair = cheapest(merges, gone, left <= MOST);
            if (pair.length == 0) {
                break;
            }
            int kept = pair[1];
            gone[pair[0]] = true;
            clusters.get(kept).take(clusters.get(pair[0]));
            for (int other = 0; other < n; other++) {
                if (!gone[other] && other != kept) {
                    merges[Math.max(kept, other)][Math.min(kept, other)] =
                            Merge.of(clusters.get(kept), clusters.get(other));
                }
            }
        }
        for (int c = n - 1; c >= 0; c--) {
            if (gone[c]) {
                clusters.remove(c);
            }
        }
    }

    /** The pair to merge, the greater index first; none where only different tastes are left. */
    private static int[] cheapest(Merge[][] merges, boolean[] gone, boolean onlyAlike) {
        int[] pair = {};
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < merges.length; a++) {
            for (int b = 0; b < a; b++) {
                if (!gone[a] && !gone[b] && merges[a][b].cost < least && (merges[a][b].alike || !onlyAlike)) {
                    least = merges[a][b].cost;
                    pair = new int[] {a, b};
                }
            }
        }
        return pair;
    }

    /** The member nearest to the others: that of the greatest dot product with the sum, since all have length 1. */
    private static int medoid(Cluster cluster, byte[][] codes) {
        int medoid = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int member : cluster.members) {
            byte[] vector = codes[member];
            double dot = 0;
            for (int d = 0; d < vector.length; d++) {
                dot += cluster.sum[d] * vector[d];
            }
            double nearness = dot / Math.sqrt(dot(vector, vector));
            if (nearness > greatest) {
                greatest = nearness;
                medoid = member;
            }
        }
        return medoid;
    }

    private static double dot(byte[] a, byte[] b) {
        long sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    /** {@code byte[m][dimension]} medoids, the heaviest interest first; not copied. */
    public byte[][] codes() {
        return codes;
    }

    /** {@code double[m]} what part of all weight each interest has; their sum is 1. */
    public double[] weights() {
        return weights;
    }
}
