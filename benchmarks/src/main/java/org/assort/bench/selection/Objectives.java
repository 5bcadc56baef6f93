/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.List;
import org.assort.rescorer.Coverage;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.Objective;
import org.assort.rescorer.Quota;
import org.assort.rescorer.RelevanceWeights;
import org.assort.rescorer.Tradeoff;

/** What choices are timed under. */
public final class Objectives {

    /** Index of the field that is covered and that the quota is on. */
    public static final int BRAND = 0;

    /** Index of the field that is covered too. */
    public static final int CATEGORY = 1;

    private static final double WEIGHT = 0.5;
    private static final double DECAY = 0.5;
    private static final int MOST = 3;
    private static final int WITHIN = 10;

    private Objectives() {}

    /** Relevance and difference. */
    public static Objective plain(Method method, double diversity, RelevanceWeights weights) {
        return of(method, diversity, weights, List.of(), List.of());
    }

    /** The same with coverage of both fields and at most {@value #MOST} of a brand in {@value #WITHIN}. */
    public static Objective withFields(Method method, double diversity, RelevanceWeights weights) {
        return of(
                method,
                diversity,
                weights,
                List.of(new Coverage.Decay(BRAND, WEIGHT, DECAY), new Coverage.Decay(CATEGORY, WEIGHT, DECAY)),
                List.of(new Quota(BRAND, Quota.EACH, 0, MOST, WITHIN)));
    }

    private static Objective of(
            Method method, double diversity, RelevanceWeights weights, List<Coverage> coverages, List<Quota> quotas) {
        return new Objective(
                method, new Tradeoff.Fixed(diversity), weights, MissingVector.NEUTRAL, 0, coverages, 0, quotas, 0);
    }
}
