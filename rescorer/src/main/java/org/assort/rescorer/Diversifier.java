/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Chooses from the candidates of a search, relevant and different from each other.
 *
 * <p>Costs n dot products for relevance, and for each of k positions a few more, as {@link GreedyPass} compares only what
 * may win: between k and k·n dot products in all; {@code dpp} adds up to n·k²/2 multiply-adds. A {@link Tradeoff.Budget} fills
 * its depth up to 65 times. The same candidates in another order give the same choice, but for exact ties, which the
 * first-pass order settles, and for roundings of what {@link Tradeoff.Auto} sums. It is the same to the bit on every JVM and
 * processor: dot products are of integers, sums of doubles have one order, and logarithms are plain arithmetic. Safe for
 * threads: nothing is kept between calls.
 */
public final class Diversifier {

    private Diversifier() {}

    /**
     * What is kept while a choice is made, in bytes, but for a few numbers by candidate: of each position the vector of its product,
     * and with {@code dpp} a number for each candidate with each position, and for each position with each other.
     *
     * @param candidates at most
     * @param positions to fill, at most
     */
    public static long bytes(Method method, int candidates, int dimension, int positions) {
        long factor = method == Method.DPP ? DppTerm.bytes(candidates, positions) : 0;
        return factor + VectorTable.wideBytes(dimension, positions);
    }

    /**
     * The best order under the objective.
     *
     * @param wanted positions to choose greedily, at least 0; more than there are candidates means all. A choice of
     *     fewer is the beginning of a choice of more.
     * @throws IllegalArgumentException if {@code wanted} is negative, a vector is missing where the objective says
     *     {@link MissingVector#ERROR}, or the candidates lack what the objective speaks of
     */
    public static Choice choose(Candidates candidates, Objective objective, int wanted) {
        return choose(candidates, objective, wanted, () -> {});
    }

    /**
     * The same, for a caller that may lose interest.
     *
     * @param check run before each position is filled, and now and then while quotas take long; what it throws ends the choice
     */
    public static Choice choose(Candidates candidates, Objective objective, int wanted, Runnable check) {
        if (wanted < 0) {
            throw new IllegalArgumentException("[wanted] must be at least 0, got [" + wanted + "]");
        }
        objective.checkAgainst(candidates);
        Task task = Task.of(candidates, objective, check);
        Taken taken = new LambdaSearch(task).find();
        Gate gate = task.gate();
        GreedyPass pass = task.pass(taken.diversity(), gate, Math.min(wanted, candidates.size()));
        int[] order = withRest(pass.order(), task);
        return new Choice(task, taken, order, pass.gains(), scores(order, pass.gains(), task, taken), gate);
    }

    /** What was chosen, then the rest by relevance; what is pinned further back has its place there. */
    private static int[] withRest(int[] chosen, Task task) {
        int[] order = new int[task.size()];
        boolean[] placed = new boolean[order.length];
        System.arraycopy(chosen, 0, order, 0, chosen.length);
        for (int candidate : chosen) {
            placed[candidate] = true;
        }
        int[] pinned = task.pinned();
        for (int p = chosen.length; pinned != null && p < order.length; p++) {
            if (pinned[p] != GreedyPass.NONE) {
                placed[pinned[p]] = true;
            }
        }
        int[] byRelevance = task.byRelevance().positions();
        int next = 0;
        for (int p = chosen.length; p < order.length; p++) {
            if (pinned != null && pinned[p] != GreedyPass.NONE) {
                order[p] = pinned[p];
                continue;
            }
            while (placed[byRelevance[next]]) {
                next++;
            }
            order[p] = byRelevance[next++];
        }
        return order;
    }

    private static float[] scores(int[] order, double[] gains, Task task, Taken taken) {
        double[] values = new double[order.length];
        System.arraycopy(gains, 0, values, 0, gains.length);
        for (int p = gains.length; p < values.length; p++) {
            values[p] = (1 - taken.diversity()) * task.relevance().values()[order[p]];
        }
        return descending(values);
    }

    /**
     * The values as floats, each cut where it would not lie below the one before. Infinite values are brought into
     * range, with room to go on descending below the least; NaN counts as the least.
     */
    static float[] descending(double[] values) {
        float[] scores = new float[values.length];
        float least = -Float.MAX_VALUE / 2;
        float limit = Float.MAX_VALUE;
        for (int p = 0; p < scores.length; p++) {
            float value = values[p] >= least ? (float) values[p] : least;
            // Infinity as well is cut to the limit.
            scores[p] = value < limit ? value : limit;
            limit = Math.nextDown(scores[p]);
        }
        return scores;
    }
}
