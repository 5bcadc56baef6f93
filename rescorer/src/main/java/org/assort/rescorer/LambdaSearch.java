/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Finds the λ of a {@link Tradeoff}. It depends on the candidates and the objective alone, never on how many are wanted. */
final class LambdaSearch {

    private final Task task;

    LambdaSearch(Task task) {
        this.task = task;
    }

    /** λ, and why. */
    Taken find() {
        return switch (task.objective().tradeoff()) {
            case Tradeoff.Fixed fixed -> Taken.given(fixed.diversity());
            case Tradeoff.Auto auto -> {
                double ambiguity =
                        Ambiguity.of(task.candidates(), task.relevance().values(), auto.field());
                yield new Taken(Math.min(1, auto.scale() * ambiguity), ambiguity, Double.NaN, false);
            }
            case Tradeoff.Budget budget -> within(budget);
        };
    }

    /**
     * From the greatest λ down: the loss need not rise with λ, so the first that keeps the budget is the largest only when
     * all above it were tried. 0 is tried last; what even that loses is not for λ to save.
     */
    private Taken within(Tradeoff.Budget budget) {
        int depth = Math.min(budget.depth(), task.size());
        double most = discounted(task.byRelevance().positions(), depth);
        int steps = Tradeoff.Budget.STEPS - 1;
        double loss = 0;
        for (int step = steps; step >= 0; step--) {
            double lambda = step / (double) steps;
            double kept = discounted(task.pass(lambda, task.gate(), depth).order(), depth);
            // Quotas and pins may bring more relevance to the front where products without a vector are last.
            loss = most == 0 ? 0 : Math.max(0, 1 - kept / most);
            if (loss <= budget.fraction()) {
                return new Taken(lambda, Double.NaN, loss, false);
            }
        }
        return new Taken(0, Double.NaN, loss, true);
    }

    private double discounted(int[] order, int depth) {
        return ListMeasures.discounted(order, depth, task.relevance().values());
    }
}
