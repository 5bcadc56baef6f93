/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The best partners by a measure of interest (Geng and Hamilton 2006, "Interestingness Measures for Data Mining"), among those in
 * {@link Split#LEAST} mined orders or more with the anchor.
 */
final class PairMeasure implements Recommender {

    private final String name;
    private final History mined;
    private final ToDoubleFunction<Pair> measure;

    private PairMeasure(String name, History mined, ToDoubleFunction<Pair> measure) {
        this.name = name;
        this.mined = mined;
        this.measure = measure;
    }

    /**
     * Counts of a pair.
     *
     * @param both orders that hold both
     * @param anchor orders that hold the anchor
     * @param partner orders that hold the partner
     * @param all orders there are
     */
    record Pair(double both, double anchor, double partner, double all) {

        double confidence() {
            return both / anchor;
        }

        double expected() {
            return anchor * partner / all;
        }

        double lift() {
            return both / expected();
        }

        /** Piatetsky-Shapiro 1991. */
        double leverage() {
            return (both - expected()) / all;
        }

        /** Dunning 1993: twice the logarithm of the likelihood ratio, negative where both are rarer than expected. */
        double g2() {
            double sum = term(both, expected())
                    + term(anchor - both, anchor - expected())
                    + term(partner - both, partner - expected())
                    + term(all - anchor - partner + both, all - anchor - partner + expected());
            return both < expected() ? -2 * sum : 2 * sum;
        }

        private static double term(double observed, double expected) {
            return observed > 0 ? observed * Math.log(observed / expected) : 0;
        }

        /** As significant_terms scores by default: the change of the share, times its ratio. */
        double jlh() {
            double background = partner / all;
            return confidence() > background ? (confidence() - background) * confidence() / background : 0;
        }
    }

    /** All that ours is held against. */
    static List<Recommender> all(History mined) {
        return List.of(
                new PairMeasure("confidence", mined, Pair::confidence),
                new PairMeasure("lift", mined, Pair::lift),
                new PairMeasure("leverage", mined, Pair::leverage),
                new PairMeasure("G²", mined, Pair::g2),
                new PairMeasure("JLH", mined, Pair::jlh));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, List<Partner>> recommend(List<String> anchors) {
        Map<String, List<Partner>> lists = new HashMap<>();
        for (String anchor : anchors) {
            lists.put(
                    anchor,
                    mined.with(anchor).entrySet().stream()
                            .filter(other -> other.getValue() >= Split.LEAST)
                            .map(other -> new Partner(
                                    other.getKey(),
                                    measure.applyAsDouble(pair(anchor, other.getKey(), other.getValue()))))
                            .sorted(Partner.BEST_FIRST)
                            .limit(SIZE)
                            .toList());
        }
        return lists;
    }

    private Pair pair(String anchor, String partner, int both) {
        return new Pair(both, mined.count(anchor), mined.count(partner), mined.size());
    }
}
