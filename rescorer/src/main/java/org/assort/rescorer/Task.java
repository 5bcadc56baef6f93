/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * All that a choice is made by but λ: passes over it, with whatever λ and however many positions, are alike in the rest.
 *
 * @param relevance of the candidates, blended
 * @param late {@code boolean[n]}: those that come after all others, or null for none
 * @param byRelevance the order without any gain but relevance
 * @param pinned {@code int[n]} as {@link RelevanceOrder#pinned} has it, or null
 * @param check run before each position is filled, and now and then while much is to be done for one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Task(
        Candidates candidates,
        Objective objective,
        Relevance relevance,
        boolean[] late,
        RelevanceOrder byRelevance,
        int[] pinned,
        Runnable check) {

    static Task of(Candidates candidates, Objective objective, Runnable check) {
        Relevance relevance = new Relevance(candidates, objective);
        boolean[] late = objective.missing() == MissingVector.LAST ? late(candidates.vectors()) : null;
        RelevanceOrder order = new RelevanceOrder(relevance.values(), late);
        int[] pinned = order.pinned(objective.pinned(), candidates.pinned());
        return new Task(candidates, objective, relevance, late, order, pinned, check);
    }

    private static boolean[] late(VectorTable vectors) {
        boolean[] late = new boolean[vectors.size()];
        for (int i = 0; i < late.length; i++) {
            late[i] = !vectors.has(i);
        }
        return late;
    }

    /** Number of candidates. */
    int size() {
        return candidates.size();
    }

    /** Gains before the first of so many choices. */
    Gains gains(double lambda, int steps) {
        return Gains.of(candidates, objective, relevance.values(), lambda, steps);
    }

    /** A gate before the first position. */
    Gate gate() {
        return Gate.of(candidates, objective, pinned, check);
    }

    /** Fills positions with that λ; the last choice tells no one. */
    GreedyPass pass(double lambda, Gate gate, int wanted) {
        return new GreedyPass(gains(lambda, Math.max(0, wanted - 1)), gate, byRelevance, pinned, wanted, check).run();
    }
}
