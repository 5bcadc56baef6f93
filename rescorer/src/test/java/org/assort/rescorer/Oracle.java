/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Slow definitions to hold the fast code against; shares nothing with it. */
final class Oracle {

    private Oracle() {}

    /** Cosine of codes, with sums of longs. */
    static double cosine(byte[] a, byte[] b) {
        return dot(a, b) / Math.sqrt((double) (dot(a, a) * dot(b, b)));
    }

    private static long dot(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (long) a[i] * b[i];
        }
        return sum;
    }

    /** Cosine of the vectors themselves, not rounded to codes. */
    static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a)) / Math.sqrt(dot(b, b));
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    /** Cosine of two candidates, 0 where one has no vector. */
    private static double cosine(VectorTable vectors, int i, int j) {
        return vectors.has(i) && vectors.has(j) ? cosine(vectors.codes(i), vectors.codes(j)) : 0;
    }

    /** r of one candidate, by the text of the contract. */
    static double relevance(Candidates c, Objective o, int i) {
        boolean any = c.vectors().missing() < c.size();
        boolean semanticOn = c.queryCodes() != null && any && o.weights().semantic() > 0;
        boolean profileOn = c.interests().length > 0 && any && o.weights().profile() > 0;
        double weight = semanticOn || profileOn ? o.weights().query() : 1;
        double sum = weight * query(c.scores(), i);
        double weights = weight;
        if (semanticOn && c.vectors().has(i)) {
            sum += o.weights().semantic() * likeness(cosine(c.vectors().codes(i), c.queryCodes()), o.cosineFloor());
            weights += o.weights().semantic();
        }
        if (profileOn && c.vectors().has(i)) {
            double nearest = -1;
            for (byte[] interest : c.interests()) {
                nearest = Math.max(nearest, cosine(c.vectors().codes(i), interest));
            }
            sum += o.weights().profile() * likeness(nearest, o.cosineFloor());
            weights += o.weights().profile();
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private static double likeness(double cosine, double floor) {
        return Math.max(0, (cosine - floor) / (1 - floor));
    }

    private static double query(float[] scores, int i) {
        double low = Double.NaN;
        double high = Double.NaN;
        for (float score : scores) {
            if (!Float.isNaN(score)) {
                low = low <= score ? low : score;
                high = high >= score ? high : score;
            }
        }
        if (Double.isNaN(low)) {
            return 1;
        }
        if (Float.isNaN(scores[i])) {
            return 0;
        }
        return low == high ? 1 : (scores[i] - low) / (high - low);
    }

    /** −max(0, cosine to each of the first t chosen). */
    static double mmr(VectorTable vectors, int[] chosen, int t, int candidate) {
        double worst = 0;
        for (int p = 0; p < t; p++) {
            worst = Math.max(worst, cosine(vectors, chosen[p], candidate));
        }
        return 0 - worst;
    }

    /** (1+cos)/2 of all pairs, 1 on the diagonal, 0 beside a missing vector. */
    static double[][] kernel(VectorTable vectors) {
        double[][] kernel = new double[vectors.size()][vectors.size()];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                boolean both = vectors.has(i) && vectors.has(j);
                kernel[i][j] = i == j ? 1 : both ? (1 + cosine(vectors, i, j)) / 2 : 0;
            }
        }
        return kernel;
    }

    /** d² = det(L of the first t chosen and the candidate) / det(L of the first t chosen), not floored. */
    static double squared(double[][] kernel, int[] chosen, int t, int candidate) {
        double[][] with = new double[t + 1][t + 1];
        double[][] without = new double[t][t];
        for (int i = 0; i <= t; i++) {
            int a = i < t ? chosen[i] : candidate;
            for (int j = 0; j <= t; j++) {
                with[i][j] = kernel[a][j < t ? chosen[j] : candidate];
                if (i < t && j < t) {
                    without[i][j] = with[i][j];
                }
            }
        }
        return ratio(with, without);
    }

    private static double ratio(double[][] above, double[][] below) {
        double[] a = signAndLog(above);
        double[] b = signAndLog(below);
        return a[0] * b[0] * Math.exp(a[1] - b[1]);
    }

    /** Determinant by elimination with row pivots, as its sign and the logarithm of its size. */
    private static double[] signAndLog(double[][] m) {
        double sign = 1;
        double log = 0;
        for (int c = 0; c < m.length; c++) {
            int pivot = c;
            for (int r = c + 1; r < m.length; r++) {
                pivot = Math.abs(m[r][c]) > Math.abs(m[pivot][c]) ? r : pivot;
            }
            if (pivot != c) {
                double[] held = m[c];
                m[c] = m[pivot];
                m[pivot] = held;
                sign = -sign;
            }
            if (m[c][c] == 0) {
                return new double[] {0, Double.NEGATIVE_INFINITY};
            }
            sign *= Math.signum(m[c][c]);
            log += Math.log(Math.abs(m[c][c]));
            for (int r = c + 1; r < m.length; r++) {
                double factor = m[r][c] / m[c][c];
                for (int k = c; k < m.length; k++) {
                    m[r][k] -= factor * m[c][k];
                }
            }
        }
        return new double[] {sign, log};
    }
}
