/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A term beside relevance and difference by its definition, with its weight. */
@FunctionalInterface
interface SlowTerm {

    /** In a target, all that is not named. */
    String OTHER = "other";

    /** How many products a target counts shares of. */
    double LENGTH = 10;

    /**
     * Returns what a product gains by it.
     *
     * @param relevance of the product
     * @param chosen ids of the products before
     */
    double of(String id, double relevance, List<String> chosen);

    /** r times the mean over the product's values of decay to the power of how often each was chosen. */
    static SlowTerm decay(double weight, double decay, Function<String, ? extends Collection<String>> values) {
        return (id, relevance, chosen) -> weight
                * relevance
                * values.apply(id).stream()
                        .mapToDouble(value -> Math.pow(decay, times(value, chosen, values)))
                        .average()
                        .orElse(0);
    }

    private static int times(String value, List<String> chosen, Function<String, ? extends Collection<String>> values) {
        return (int) chosen.stream()
                .filter(other -> values.apply(other).contains(value))
                .count();
    }

    /** What a product adds to the likeness of shares to those wanted, over the most that one of the window adds at first. */
    static SlowTerm target(
            double weight,
            Map<String, Double> wanted,
            Function<String, ? extends Collection<String>> values,
            List<String> window) {
        double most = window.stream()
                .mapToDouble(id -> added(wanted, values, id, List.of()))
                .max()
                .orElse(0);
        return (id, relevance, chosen) -> most == 0 ? 0 : weight * added(wanted, values, id, chosen) / most;
    }

    private static double added(
            Map<String, Double> wanted,
            Function<String, ? extends Collection<String>> values,
            String id,
            List<String> chosen) {
        Map<String, Double> shares = new HashMap<>();
        chosen.forEach(other -> count(wanted, values.apply(other), shares));
        double before = likeness(wanted, shares);
        count(wanted, values.apply(id), shares);
        return likeness(wanted, shares) - before;
    }

    private static void count(Map<String, Double> wanted, Collection<String> values, Map<String, Double> shares) {
        List<String> named = values.stream()
                .map(value -> wanted.containsKey(value) ? value : OTHER)
                .distinct()
                .toList();
        named.forEach(value -> shares.merge(value, 1 / LENGTH / named.size(), Double::sum));
    }

    private static double likeness(Map<String, Double> wanted, Map<String, Double> shares) {
        double sum = 0;
        for (Map.Entry<String, Double> share : wanted.entrySet()) {
            double p = share.getValue();
            if (p > 0) {
                sum += p * Math.log(0.01 * p + 0.99 * shares.getOrDefault(share.getKey(), 0.0));
            }
        }
        return sum;
    }

    /** One less the logarithm of the popularity as a share of the greatest one's. */
    static SlowTerm novelty(double weight, ToDoubleFunction<String> popularity, List<String> window) {
        double most = window.stream().mapToDouble(popularity).max().orElse(0);
        return (id, relevance, chosen) ->
                weight * (most == 0 ? 1 : 1 - Math.log1p(popularity.applyAsDouble(id)) / Math.log1p(most));
    }
}
