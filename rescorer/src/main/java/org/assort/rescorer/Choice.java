/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.List;

/**
 * The order chosen for all n candidates: first the positions filled greedily, then the rest by relevance. Arrays are
 * not copied; immutable as long as no caller writes into them.
 */
public final class Choice {

    private final Task task;
    private final Taken taken;
    private final int[] order;
    private final double[] gains;
    private final float[] scores;
    private final List<Unmet> unmet;
    private final boolean proven;

    /** @param gate after the last position filled greedily */
    Choice(Task task, Taken taken, int[] order, double[] gains, float[] scores, Gate gate) {
        this.task = task;
        this.taken = taken;
        this.order = order;
        this.gains = gains;
        this.scores = scores;
        this.unmet = gate.unmet(gains.length);
        this.proven = gate.proven();
    }

    /** {@code int[n]} candidates by position, each once. */
    public int[] order() {
        return order;
    }

    /** {@code double[k]} marginal gains of the k positions chosen greedily. */
    public double[] gains() {
        return gains;
    }

    /** {@code float[n]} scores by position, finite and strictly descending. */
    public float[] scores() {
        return scores;
    }

    /** {@code double[n]} relevance r by candidate, in [0, 1]. */
    public double[] relevance() {
        return task.relevance().values();
    }

    /** The λ that was chosen with. */
    public Taken taken() {
        return taken;
    }

    /** The quotas that blocks beginning among the positions chosen greedily cannot meet. */
    public List<Unmet> unmet() {
        return unmet;
    }

    /** Whether it is certain that no other choice would have met more of the quotas. */
    public boolean proven() {
        return proven;
    }

    /** How many positions were chosen greedily: the length of {@link #gains()}. */
    public int chosen() {
        return gains.length;
    }

    /**
     * The parts of the scores at positions chosen greedily. Computed when asked for, by taking what stands before each as
     * chosen once more, so that a request without an explanation pays nothing: a cosine for each earlier position, under
     * {@code dpp} the rows of the factor once more, and where there are quotas a look at each candidate that is left.
     *
     * @param from the first position
     * @param to behind the last one, at most {@link #chosen()}
     * @param check run before each position; throws to give up
     */
    public List<Step> steps(int from, int to, Runnable check) {
        Explanation explanation = new Explanation(task, taken.diversity(), order, to);
        List<Step> steps = new ArrayList<>();
        for (int position = from; position < to; position++) {
            check.run();
            steps.add(explanation.at(position).step(gains[position], scores[position]));
        }
        return steps;
    }

    /** The same for one position. */
    public Step step(int position) {
        return steps(position, position + 1, () -> {}).getFirst();
    }
}
