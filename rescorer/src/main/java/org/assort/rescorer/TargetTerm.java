/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * {@link Coverage.Target}: what a candidate adds to Σ p·log(0.01·p + 0.99·q), over the most that any candidate adds to an
 * empty list.
 *
 * <p>A product adds 1/N to q in all, the same part of it to each of its values, with N fixed at {@value #LENGTH}. Were q the
 * shares of the list as it grows, a value would lose share whenever another is chosen, and gains would rise again: neither
 * would the sum be submodular (Steck 2018 has it over a list of fixed length too), nor the lazy pass right. A fixed N makes
 * the gains only fall; and they still make the shares proportional at every length, as a divisor method does that gives the
 * next seat by p over the seats held: p·log(1 + 1/(p/99 · N + seats)) depends on seats by p. N only says how much a value
 * without any product is preferred to one with few.
 *
 * <p>Each value adds p·log(1 + δ/a), with a = 0.01·p + 0.99·q: q rises, so a rises, δ/a falls and so does the logarithm, each
 * with its rounding.
 */
final class TargetTerm implements Term {

    /** N, the first page of most lists. */
    static final int LENGTH = 10;

    private static final double SMOOTHING = 0.01;

    private final FieldValues values;
    private final double[] shares;
    /** By ordinal: 0.01·p + 0.99·q. */
    private final double[] present;

    private final double greatest;

    TargetTerm(FieldValues values, double[] shares) {
        this.values = values;
        this.shares = shares;
        this.present = new double[shares.length];
        for (int v = 0; v < shares.length; v++) {
            present[v] = SMOOTHING * shares[v];
        }
        double most = 0;
        for (int i = 0; i < values.size(); i++) {
            most = Math.max(most, gain(i));
        }
        this.greatest = most;
    }

    @Override
    public double value(int candidate) {
        return greatest == 0 ? 0 : gain(candidate) / greatest;
    }

    private double gain(int candidate) {
        int count = values.count(candidate);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            int v = values.ordinal(candidate, k);
            if (shares[v] > 0) {
                // A share so small that it vanishes here would divide by 0.
                double times = Math.min(Double.MAX_VALUE, 1 + part(count) / present[v]);
                sum += shares[v] * Logarithm.of(times);
            }
        }
        return sum;
    }

    private static double part(int count) {
        return (1 - SMOOTHING) / LENGTH / count;
    }

    @Override
    public void chosen(int candidate) {
        int count = values.count(candidate);
        for (int k = 0; k < count; k++) {
            present[values.ordinal(candidate, k)] += part(count);
        }
    }
}
