/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.Explanation;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.rescorer.Signal;
import org.assort.rescorer.Step;

/** Explains the hits of a page by the terms of their positions. */
final class Explanations {

    private final DiversifyClause clause;
    private final double lambda;
    private final List<String> ids;
    private final int from;

    /**
     * @param lambda that was chosen with
     * @param from position of the page's first
     * @param ids of the page's products
     */
    Explanations(DiversifyClause clause, double lambda, int from, List<String> ids) {
        this.clause = clause;
        this.lambda = lambda;
        this.from = from;
        this.ids = ids;
    }

    /**
     * Explains a position.
     *
     * @param firstPass explanation of the first-pass score
     */
    Explanation of(int position, PositionTrace trace, Explanation firstPass) {
        Step step = trace.step();
        if (step == null) {
            return Explanation.match(
                    trace.score(),
                    "diversify, position " + (position + 1) + ", below the window: first-pass order, sum of:",
                    Explanation.match(firstPass.getValue(), "first-pass score", firstPass),
                    Explanation.match(
                            (double) trace.score() - firstPass.getValue().doubleValue(),
                            "what puts it below the window"));
        }
        List<Explanation> terms = new ArrayList<>();
        terms.add(Explanation.match(
                (1 - lambda) * step.relevance(),
                "(1 - diversity) * relevance, product of:",
                Explanation.match(1 - lambda, "1 - diversity"),
                relevance(step, firstPass)));
        terms.add(term(1, step.diversity(), difference(step)));
        for (int i = 0; i < step.coverages().length; i++) {
            terms.add(coverage(clause.coverages().get(i), step.coverages()[i]));
        }
        if (clause.novelty() != null) {
            terms.add(term(
                    clause.novelty().weight(),
                    step.novelty(),
                    "novelty by [" + clause.novelty().field() + "]"));
        }
        terms.add(Explanation.match(step.clamp(), "rounding, and what keeps the score below the one before"));
        return Explanation.match(trace.score(), "diversify, position " + (position + 1) + place(step) + ":", terms);
    }

    private static String place(Step step) {
        String pinned = step.pinned() ? ", pinned to it" : "";
        String passed = step.passedOver() == 0
                ? ""
                : ", which quotas kept from [" + step.passedOver() + "] products with a greater gain";
        return pinned + passed + ", sum of";
    }

    private Explanation coverage(CoverageClause coverage, double value) {
        String what = coverage.hasTarget() ? "nearness to the target shares" : "coverage";
        return term(coverage.weight(), value, what + " of [" + coverage.field() + "]");
    }

    /** A term beside relevance. */
    private Explanation term(double weight, double value, String what) {
        List<Explanation> factors = new ArrayList<>();
        factors.add(Explanation.match(lambda, "diversity"));
        if (weight != 1) {
            factors.add(Explanation.match(weight, "weight"));
        }
        factors.add(Explanation.match(value, what));
        return Explanation.match(
                lambda * weight * value, "diversity * " + what.replaceAll("[;,].*$", "") + ", product of:", factors);
    }

    private static Explanation relevance(Step step, Explanation firstPass) {
        List<Explanation> signals = new ArrayList<>();
        signals.add(Explanation.match(
                step.query().weight() * step.query().value(),
                "query: weight * first-pass score among the candidates, product of:",
                Explanation.match(step.query().weight(), "weight"),
                Explanation.match(step.query().value(), "min-max over the candidates of:", firstPass)));
        likeness("semantic: weight * likeness to the query", step.semantic(), signals);
        likeness("profile: weight * likeness to the nearest of the shopper's interests", step.profile(), signals);
        return Explanation.match(step.relevance(), "relevance, sum of:", signals);
    }

    private static void likeness(String what, Signal signal, List<Explanation> signals) {
        if (signal.present()) {
            signals.add(Explanation.match(
                    signal.weight() * signal.value(),
                    what + ", product of:",
                    Explanation.match(signal.weight(), "weight"),
                    Explanation.match(signal.value(), "likeness")));
        }
    }

    private String difference(Step step) {
        if (step.closest() < 0) {
            return "difference from the products before; none is like it";
        }
        int onPage = step.closest() - from;
        String id = onPage >= 0 && onPage < ids.size() ? " [" + ids.get(onPage) + "]" : "";
        return "difference from the products before; most like position " + (step.closest() + 1) + id + ", cosine "
                + step.similarity();
    }
}
