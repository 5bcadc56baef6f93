/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/** {@link Coverage.Decay}: r · mean over the candidate's values of what each is still worth. */
final class DecayTerm implements Term {

    private final FieldValues values;
    private final double decay;
    private final double[] relevance;
    /** By ordinal: decay^(times it was chosen), by repeated multiplication, which never rises. */
    private final double[] worth;

    DecayTerm(FieldValues values, double decay, double[] relevance) {
        this.values = values;
        this.decay = decay;
        this.relevance = relevance;
        this.worth = new double[values.cardinality()];
        Arrays.fill(worth, 1);
    }

    @Override
    public double value(int candidate) {
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

    @Override
    public void chosen(int candidate) {
        for (int k = 0; k < values.count(candidate); k++) {
            worth[values.ordinal(candidate, k)] *= decay;
        }
    }
}
