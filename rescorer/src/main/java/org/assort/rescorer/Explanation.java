/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Why positions went to their candidates: the gains as they were when the positions before were filled. Goes through a list
 * once, so that a page costs what choosing it did.
 */
final class Explanation {

    private final Task task;
    private final int[] order;
    private final Gains gains;
    private int position;
    private int candidate;

    /**
     * Before the first position.
     *
     * @param order of all candidates
     * @param most how many positions may come before one that is explained
     */
    Explanation(Task task, double lambda, int[] order, int most) {
        this.task = task;
        this.order = order;
        this.gains = task.gains(lambda, most);
    }

    /** Goes on to a position that is not before the last one; what stands between is taken as chosen once more. */
    Explanation at(int next) {
        while (position < next) {
            gains.chosen(order[position++]);
        }
        candidate = order[position];
        return this;
    }

    Step step(double gain, double score) {
        Relevance relevance = task.relevance();
        Objective objective = task.objective();
        double[] coverages = new double[objective.coverages().size()];
        for (int c = 0; c < coverages.length; c++) {
            coverages[c] = gains.further(c, candidate);
        }
        int closest = closest();
        boolean pinned = task.pinned() != null && task.pinned()[position] == candidate;
        return new Step(
                candidate,
                relevance.values()[candidate],
                relevance.query(candidate),
                relevance.semantic(candidate),
                relevance.profile(candidate),
                gains.diversity(candidate),
                closest,
                closest < 0 ? 0 : task.candidates().vectors().cosine(closest, candidate),
                coverages,
                objective.novelty() > 0 ? gains.further(coverages.length, candidate) : 0,
                pinned,
                pinned || objective.quotas().isEmpty() ? 0 : passedOver(gain),
                gain,
                score - gain);
    }

    /** Only a cosine above 0 costs under MMR; under DPP every vector chosen earlier has its part. */
    private int closest() {
        VectorTable vectors = task.candidates().vectors();
        double greatest = task.objective().method() == Method.MMR ? 0 : Double.NEGATIVE_INFINITY;
        int closest = -1;
        for (int p = 0; p < position && vectors.has(candidate); p++) {
            if (vectors.has(order[p])) {
                double cosine = vectors.cosine(order[p], candidate);
                if (cosine > greatest) {
                    greatest = cosine;
                    closest = order[p];
                }
            }
        }
        return closest;
    }

    /** Whoever would have gone first and was not pinned elsewhere was refused. */
    private int passedOver(double gain) {
        boolean[] pinned = new boolean[order.length];
        for (int p = 0; task.pinned() != null && p < pinned.length; p++) {
            if (task.pinned()[p] != GreedyPass.NONE) {
                pinned[task.pinned()[p]] = true;
            }
        }
        int count = 0;
        for (int p = position + 1; p < order.length; p++) {
            if (!pinned[order[p]] && before(order[p], gain)) {
                count++;
            }
        }
        return count;
    }

    private boolean before(int other, double gain) {
        boolean[] late = task.late();
        if (late != null && late[other] != late[candidate]) {
            return late[candidate];
        }
        // Its gain as far as it is known is no less than it is.
        double further = gains.further(other);
        double bound = gains.bound(other, further);
        while (bound >= gain && gains.behind(other)) {
            gains.advance(other);
            bound = gains.bound(other, further);
        }
        return bound > gain || (bound == gain && other < candidate);
    }
}
