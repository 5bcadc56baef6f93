/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subtopics met on the way down a list: each time again, one is worth less by the factor 1 − α. One use a list. */
final class Subtopics {

    private final double alpha;
    private final Map<String, Integer> times = new HashMap<>();

    Subtopics(double alpha) {
        if (!(alpha >= 0 && alpha < 1)) {
            throw new IllegalArgumentException("[alpha] must be in [0, 1), got [" + alpha + "]");
        }
        this.alpha = alpha;
    }

    /** The gain of a product with these subtopics at the next rank: Σ (1 − α)^(times met), Clarke et al. 2008. */
    double gain(Set<String> subtopics) {
        double gain = 0;
        for (String subtopic : subtopics) {
            gain += worth(times.getOrDefault(subtopic, 0));
        }
        return gain;
    }

    /** Goes one rank down, past a product with these subtopics. */
    void pass(Set<String> subtopics) {
        subtopics.forEach(subtopic -> times.merge(subtopic, 1, Integer::sum));
    }

    private double worth(int seen) {
        return Math.pow(1 - alpha, seen);
    }

    /** The gains of the first products of a list. */
    static double[] gains(List<String> ranking, Judgments judgments, double alpha, int depth) {
        Subtopics met = new Subtopics(alpha);
        return ranking.stream()
                .limit(depth)
                .mapToDouble(id -> {
                    Set<String> own = judgments.aspects(id);
                    double gain = met.gain(own);
                    met.pass(own);
                    return gain;
                })
                .toArray();
    }
}
