/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The choice by its definition: at every position every gain is computed anew from what was chosen, and the gate is asked about
 * all from the best on. Shares nothing with the lazy pass but the gate, the relevance, vectors with their lengths, MMR's cosines and
 * the logarithm; sums have the order that the sources of the terms write down, so that gains are equal to the bit.
 */
public final class EagerPass {

    private final Candidates candidates;
    private final Objective objective;
    private final double lambda;
    private final double[] relevance;
    private final Gate gate;
    private final int[] byRelevance;
    private final boolean[] pinned;
    private final boolean[] taken;
    private final double[] gains;
    private final double[] squared;
    /** By candidate its vector; null where it has none. */
    private final byte[][] codes;

    private final double[][] rows;
    private final double[][] inverse;
    private final int[] order;
    private final double[] chosenGains;
    private final int[] passedOver;
    private int count;

    private EagerPass(Candidates candidates, Objective objective, double lambda, int wanted, Gate gate) {
        int n = candidates.size();
        this.candidates = candidates;
        this.objective = objective;
        this.lambda = lambda;
        this.relevance = new Relevance(candidates, objective).values();
        this.byRelevance = byRelevance(n);
        this.pinned = new boolean[n];
        for (int p = 0; p < n; p++) {
            boolean given = candidates.pinned() != null && candidates.pinned()[byRelevance[p]];
            pinned[p] = p < objective.pinned() || given;
        }
        this.gate = gate == null ? Gate.of(candidates, objective, pins(), () -> {}) : gate;
        this.taken = new boolean[n];
        this.gains = new double[n];
        this.squared = new double[n];
        Arrays.fill(squared, 1);
        this.codes = new byte[n][];
        Arrays.setAll(codes, candidates.vectors()::codes);
        this.rows = new double[n][n];
        this.inverse = new double[n][n];
        this.order = new int[Math.min(wanted, n)];
        this.chosenGains = new double[order.length];
        this.passedOver = new int[order.length];
    }

    /** The first positions, as many as are wanted, by a given λ. */
    public static EagerPass run(Candidates candidates, Objective objective, double lambda, int wanted) {
        return run(candidates, objective, lambda, wanted, null);
    }

    /** The same through another gate. */
    static EagerPass run(Candidates candidates, Objective objective, double lambda, int wanted, Gate gate) {
        EagerPass pass = new EagerPass(candidates, objective, lambda, wanted, gate);
        while (pass.count < pass.order.length) {
            pass.fill();
        }
        return pass;
    }

    public int[] order() {
        return order;
    }

    public double[] gains() {
        return chosenGains;
    }

    int[] passedOver() {
        return passedOver;
    }

    double[] relevance() {
        return relevance;
    }

    /** By position, or null. */
    int[] pins() {
        int[] pins = new int[pinned.length];
        boolean any = false;
        for (int p = 0; p < pins.length; p++) {
            pins[p] = pinned[p] ? byRelevance[p] : -1;
            any |= pinned[p];
        }
        return any ? pins : null;
    }

    private int[] byRelevance(int n) {
        Integer[] sorted = new Integer[n];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(
                sorted,
                (a, b) -> late(a) != late(b)
                        ? Boolean.compare(late(a), late(b))
                        : Double.compare(relevance[b], relevance[a]));
        return Arrays.stream(sorted).mapToInt(i -> i).toArray();
    }

    private boolean late(int i) {
        return objective.missing() == MissingVector.LAST
                && !candidates.vectors().has(i);
    }

    private void fill() {
        List<Integer> left = new ArrayList<>();
        for (int p = 0; p < taken.length; p++) {
            int i = byRelevance[p];
            if (!taken[i]) {
                gains[i] = gain(i);
                if (!pinned[p]) {
                    left.add(i);
                }
            }
        }
        int chosen = byRelevance[count];
        if (!pinned[count]) {
            left.sort((a, b) -> late(a) != late(b)
                    ? Boolean.compare(late(a), late(b))
                    : gains[a] != gains[b] ? Double.compare(gains[b], gains[a]) : Integer.compare(a, b));
            int skipped = 0;
            while (gate.admittedFrom(left.get(skipped), count) > count) {
                skipped++;
            }
            chosen = left.get(skipped);
            passedOver[count] = skipped;
        }
        taken[chosen] = true;
        order[count] = chosen;
        chosenGains[count] = gains[chosen];
        gate.place(chosen);
        count++;
        tell(chosen);
    }

    private double gain(int i) {
        double further = 0;
        for (Coverage coverage : objective.coverages()) {
            further += coverage.weight() * coverage(coverage, i);
        }
        if (objective.novelty() > 0) {
            double most = Arrays.stream(candidates.popularity()).max().orElse(0);
            double n = most == 0
                    ? 1
                    : Math.max(0, 1 - StrictMath.log1p(candidates.popularity()[i]) / StrictMath.log1p(most));
            further += objective.novelty() * n;
        }
        double diversity = objective.method() == Method.MMR ? mmr(i) : Logarithm.of(Math.max(1e-6, squared[i]));
        return lambda == 0 ? relevance[i] : (1 - lambda) * relevance[i] + lambda * (diversity + further);
    }

    private double mmr(int i) {
        double worst = 0;
        for (int p = 0; p < count; p++) {
            worst = Math.max(worst, candidates.vectors().cosine(order[p], i));
        }
        return 0 - worst;
    }

    private double coverage(Coverage coverage, int i) {
        FieldValues values = candidates.fields().get(coverage.field());
        if (values.count(i) == 0) {
            return 0;
        }
        if (coverage instanceof Coverage.Decay decay) {
            double sum = 0;
            for (int k = 0; k < values.count(i); k++) {
                double worth = 1;
                for (int p = 0; p < count; p++) {
                    worth *= has(values, order[p], values.ordinal(i, k)) ? decay.decay() : 1;
                }
                sum += worth;
            }
            return relevance[i] * sum / values.count(i);
        }
        double[] shares = ((Coverage.Target) coverage).shares();
        double greatest = 0;
        for (int other = 0; other < taken.length; other++) {
            greatest = Math.max(greatest, adds(values, shares, other, 0));
        }
        return greatest == 0 ? 0 : adds(values, shares, i, count) / greatest;
    }

    /** What a product adds to Σ p·log(0.01·p + 0.99·q) when so many are chosen. */
    private double adds(FieldValues values, double[] shares, int i, int chosen) {
        double sum = 0;
        for (int k = 0; k < values.count(i); k++) {
            int v = values.ordinal(i, k);
            double present = 0.01 * shares[v];
            for (int p = 0; p < chosen; p++) {
                present += has(values, order[p], v) ? 0.99 / 10 / values.count(order[p]) : 0;
            }
            sum += shares[v] == 0
                    ? 0
                    : shares[v] * Logarithm.of(Math.min(Double.MAX_VALUE, 1 + 0.99 / 10 / values.count(i) / present));
        }
        return sum;
    }

    private static boolean has(FieldValues values, int i, int ordinal) {
        for (int k = 0; k < values.count(i); k++) {
            if (values.ordinal(i, k) == ordinal) {
                return true;
            }
        }
        return false;
    }

    private int spanning;

    /** One more column of the Cholesky factor, for all that are left. */
    private void tell(int chosen) {
        boolean spans = squared[chosen] > 1e-6 && candidates.vectors().has(chosen);
        if (!spans || objective.method() == Method.MMR) {
            return;
        }
        double scale = 1 / Math.sqrt(squared[chosen]);
        double[] entries = new double[taken.length];
        for (int t = 0; t < spanning; t++) {
            entries[t] = product(inverse[t], rows[chosen]);
        }
        for (int i = 0; i < spanning; i++) {
            double[] column = new double[taken.length];
            for (int t = 0; t < spanning; t++) {
                column[t] = inverse[t][i];
            }
            inverse[spanning][i] = -product(column, entries) * scale;
        }
        inverse[spanning][spanning] = scale;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i] && squared[i] > 1e-6) {
                rows[i][spanning] = codes[i] == null ? 0 : kernel(i, chosen);
                double entry = product(inverse[spanning], rows[i]);
                squared[i] -= entry * entry;
            }
        }
        spanning++;
    }

    /** (1 + cosine) / 2, where the cosine is the product times the inverse of each length. */
    private double kernel(int i, int j) {
        int dot = 0;
        for (int k = 0; k < codes[i].length; k++) {
            dot += codes[i][k] * codes[j][k];
        }
        double scales =
                1 / candidates.vectors().length(i) * (1 / candidates.vectors().length(j));
        return (dot * scales + 1) / 2;
    }

    private double product(double[] some, double[] others) {
        double[] sums = new double[4];
        for (int t = 0; t <= spanning; t++) {
            sums[t % 4] += some[t] * others[t];
        }
        return (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
}
