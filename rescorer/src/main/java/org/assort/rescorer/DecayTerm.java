/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/** {@link Coverage.Decay}: r · mean over the candidate's values of what each is still worth. */
final class DecayTerm implements Term {

    private final FieldValues values;
    private final double decay;
    private final double[] relevance;
    /** By ordinal: decay^(times it was chosen), by repeated multiplication, which never rises. The last is of no value: 0. */
    private final double[] worth;
    /** By candidate its only value, where none has more than one; else null. */
    private final int[] only;

    DecayTerm(FieldValues values, double decay, double[] relevance) {
        this.values = values;
        this.decay = decay;
        this.relevance = relevance;
        this.worth = new double[values.cardinality() + 1];
        Arrays.fill(worth, 0, values.cardinality(), 1);
        this.only = values.single() ? values.only() : null;
    }

    @Override
    public double value(int candidate) {
        if (only != null) {
            return relevance[candidate] * worth[only[candidate]];
        }
        int count = values.count(candidate);
        if (count == 0) {
            return 0;
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += worth[values.ordinal(candidate, k)];
        }
        return relevance[candidate] * sum / count;
    }

    // Where each has one value this is a loop over arrays, which are looked up once for all candidates.
    @Override
    public void add(int[] candidates, int size, double weight, double[] sums) {
        if (only == null) {
            Term.super.add(candidates, size, weight, sums);
            return;
        }
        for (int k = 0; k < size; k++) {
            sums[k] += weight * (relevance[candidates[k]] * worth[only[candidates[k]]]);
        }
    }

    @Override
    public void chosen(int candidate) {
        for (int k = 0; k < values.count(candidate); k++) {
            worth[values.ordinal(candidate, k)] *= decay;
        }
    }
}
