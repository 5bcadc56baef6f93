/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.Explanation;
import org.assort.rescorer.Step;

/** Explains the hits of a page by the terms of their positions. */
final class Explanations {

    private final double diversity;
    private final List<String> ids;
    private final int from;

    /**
     * @param diversity λ that was chosen with
     * @param from position of the page's first
     * @param ids of the page's products
     */
    Explanations(double diversity, int from, List<String> ids) {
        this.diversity = diversity;
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
        double lambda = diversity;
        return Explanation.match(
                trace.score(),
                "diversify, position " + (position + 1) + ", sum of:",
                Explanation.match(
                        (1 - lambda) * step.relevance(),
                        "(1 - diversity) * relevance, product of:",
                        Explanation.match(1 - lambda, "1 - diversity"),
                        relevance(step, firstPass)),
                Explanation.match(
                        lambda * step.diversity(),
                        "diversity * difference from the products before, product of:",
                        Explanation.match(lambda, "diversity"),
                        Explanation.match(step.diversity(), difference(step))),
                Explanation.match(step.clamp(), "rounding, and what keeps the score below the one before"));
    }

    private static Explanation relevance(Step step, Explanation firstPass) {
        List<Explanation> signals = new ArrayList<>();
        signals.add(Explanation.match(
                step.queryWeight() * step.query(),
                "query: weight * first-pass score among the candidates, product of:",
                Explanation.match(step.queryWeight(), "weight"),
                Explanation.match(step.query(), "min-max over the candidates of:", firstPass)));
        if (Double.isNaN(step.semantic()) == false) {
            signals.add(Explanation.match(
                    step.semanticWeight() * step.semantic(),
                    "semantic: weight * likeness to the query, product of:",
                    Explanation.match(step.semanticWeight(), "weight"),
                    Explanation.match(step.semantic(), "likeness")));
        }
        return Explanation.match(step.relevance(), "relevance, sum of:", signals);
    }

    private String difference(Step step) {
        if (step.closest() < 0) {
            return "difference; no product before is like it";
        }
        int onPage = step.closest() - from;
        String id = onPage >= 0 && onPage < ids.size() ? " [" + ids.get(onPage) + "]" : "";
        return "difference; most like position " + (step.closest() + 1) + id + ", cosine " + step.similarity();
    }
}
