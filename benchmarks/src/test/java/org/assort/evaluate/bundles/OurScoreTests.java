/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class OurScoreTests extends RandomizedTest {

    private static final double Z = 1.6448536269514722;

    /** Of so few pairs the prior is Gamma(1, 1), so that scores can be had the slow way. */
    @Test
    public void scoresAreBoundOfConfidenceTimesLogOfBoundOfLift() throws IOException {
        History mined = new History(MadeOrders.random(getRandom(), 400));
        List<String> anchors = List.copyOf(mined.items());
        try (OurScore ours = new OurScore(mined, randomLong())) {
            Map<String, List<Partner>> lists = ours.recommend(anchors);
            for (String anchor : anchors) {
                List<Partner> expected = slow(mined, anchor);
                List<Partner> got = lists.get(anchor);
                assertEquals(anchor, expected.size(), got.size());
                for (int i = 0; i < got.size(); i++) {
                    assertEquals(anchor, expected.get(i).item(), got.get(i).item());
                    assertEquals(anchor, expected.get(i).score(), got.get(i).score(), 1e-6);
                }
            }
        }
    }

    private static List<Partner> slow(History mined, String anchor) {
        List<Partner> partners = new ArrayList<>();
        double anchors = mined.count(anchor);
        mined.with(anchor).forEach((item, both) -> {
            double score =
                    wilson(both, anchors) * Math.log(liftBound(both, anchors * mined.count(item) / mined.size()));
            if (both >= Split.LEAST && score > 0) {
                partners.add(new Partner(item, score));
            }
        });
        return partners.stream()
                .sorted(Partner.BEST_FIRST)
                .limit(Recommender.SIZE)
                .toList();
    }

    /** The lesser share p that is Z standard deviations from what was seen, by bisection. */
    private static double wilson(double hits, double trials) {
        double share = hits / trials;
        double low = 0;
        double high = share;
        for (int i = 0; i < 100; i++) {
            double p = (low + high) / 2;
            if (share - p > Z * Math.sqrt(p * (1 - p) / trials)) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    /** The 5% point of Gamma(1 + n, 1 + E): of a whole shape, P(x) = 1 − Σ e^−x x^k / k! over k up to n. */
    private static double liftBound(int count, double expected) {
        double low = 0;
        double high = 10.0 * (count + 2);
        for (int i = 0; i < 200; i++) {
            double x = (low + high) / 2;
            double term = Math.exp(-x);
            double tail = term;
            for (int k = 1; k <= count; k++) {
                term *= x / k;
                tail += term;
            }
            if (1 - tail < 0.05) {
                low = x;
            } else {
                high = x;
            }
        }
        return low / (1 + expected);
    }
}
