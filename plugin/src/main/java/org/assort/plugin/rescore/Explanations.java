/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.Explanation;
import org.assort.rescorer.Step;

/** Explains a hit's score by the terms of its position. */
final class Explanations {

    private Explanations() {}

    /**
     * Explains a document.
     *
     * @param chosen what was chosen on this shard, or null where this context did not choose
     * @param firstPass explanation of the first-pass score
     */
    static Explanation of(int document, ChosenWindow chosen, Explanation firstPass) {
        if (chosen == null) {
            return Explanation.match(
                    firstPass.getValue(),
                    "first-pass score; diversify did not choose here: it is off, or several shards chose",
                    firstPass);
        }
        float score = chosen.score(document);
        if (Float.isNaN(score)) {
            return firstPass;
        }
        int position = chosen.position(document);
        if (position < 0) {
            return Explanation.match(score, "below what diversify chose: first-pass order, scores shifted", firstPass);
        }
        Step step = chosen.choice().step(position);
        double lambda = chosen.diversity();
        List<Explanation> terms = new ArrayList<>();
        terms.add(Explanation.match(
                (1 - lambda) * step.relevance(),
                "(1 - diversity) * relevance",
                Explanation.match(1 - lambda, "1 - diversity"),
                Explanation.match(step.relevance(), "relevance, the weighted mean of its signals", firstPass)));
        terms.add(Explanation.match(
                lambda * step.diversity(),
                "diversity * difference from the products chosen before",
                Explanation.match(lambda, "diversity"),
                Explanation.match(step.diversity(), difference(step))));
        terms.add(Explanation.match(step.clamp(), "what keeps the score below the one before"));
        return Explanation.match(score, "diversify, position " + (position + 1) + ", sum of:", terms);
    }

    private static String difference(Step step) {
        return step.closest() < 0
                ? "difference, no product chosen before is like it"
                : "difference, cosine to the likest product chosen before is " + step.similarity();
    }
}
