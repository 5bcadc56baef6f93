/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.Arrays;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;

/** What is told of a recommender. Intervals are over anchors, or over held-back orders. */
enum BundleFigure {
    HIT5("hit_rate_at_5", "hit@5"),
    HIT10("hit_rate_at_10", "hit@10"),
    EXTRA("extra_co_purchases", "extra"),
    RATIO("observed_over_expected", "obs/exp"),
    NEVER("never_again", "never again"),
    /** Has no interval: a draw of anchors has some twice, and would always show fewer items. */
    DISTINCT("distinct_items", "items");

    private final String key;
    private final String heading;

    BundleFigure(String key, String heading) {
        this.key = key;
        this.heading = heading;
    }

    String key() {
        return key;
    }

    String heading() {
        return heading;
    }

    Estimate of(Judged judged, Bootstrap bootstrap) {
        return switch (this) {
            case HIT5 -> bootstrap.ofMean(judged.hitRates(true));
            case HIT10 -> bootstrap.ofMean(judged.hitRates(false));
            case EXTRA -> ratio(extra(judged), judged.purchases(), bootstrap);
            case RATIO ->
                ratio(judged.byAnchor(Judged.Pair::observed), judged.byAnchor(Judged.Pair::expected), bootstrap);
            case NEVER ->
                ratio(judged.byAnchor(pair -> pair.observed() == 0 ? 1 : 0), judged.byAnchor(pair -> 1), bootstrap);
            case DISTINCT -> {
                double distinct = judged.distinct();
                yield new Estimate(distinct, distinct, distinct, judged.purchases().length);
            }
        };
    }

    /** Held-back orders with anchor and partner beyond what independence expects, by anchor. */
    static double[] extra(Judged judged) {
        return judged.byAnchor(pair -> pair.observed() - pair.expected());
    }

    /** The sum of the one, which may be negative, over that of the other; 0 where there is nothing to divide by. */
    static Estimate ratio(double[] above, double[] below, Bootstrap bootstrap) {
        return bootstrap.of(above.length, rounds -> {
            double whole = sum(below, rounds);
            return whole == 0 ? 0 : sum(above, rounds) / whole;
        });
    }

    private static double sum(double[] values, int[] rounds) {
        return Arrays.stream(rounds).mapToDouble(round -> values[round]).sum();
    }
}
