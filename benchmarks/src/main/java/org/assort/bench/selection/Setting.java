/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assort.rescorer.Coverage;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.Objective;
import org.assort.rescorer.Quota;
import org.assort.rescorer.RelevanceWeights;
import org.assort.rescorer.Tradeoff;

/** What is timed. */
@SuppressWarnings("ImmutableEnumChecker") // an objective is immutable, but for the shares that none has here
enum Setting {
    /** The dot products that everything else is counted in. */
    UNIT(Method.MMR, 0, false, Signal.SCORE, Double.POSITIVE_INFINITY),
    MMR(Method.MMR, 0.2, false, Signal.SCORE, 8),
    DPP(Method.DPP, 0.1, false, Signal.SCORE, 12),
    MMR_COVERAGE_QUOTA(Method.MMR, 0.2, true, Signal.SCORE, 14),
    DPP_COVERAGE_QUOTA(Method.DPP, 0.1, true, Signal.SCORE, 16),
    FLAT_MMR(Method.MMR, 0.2, false, Signal.NONE, 55),
    FLAT_DPP(Method.DPP, 0.1, false, Signal.NONE, 55),
    BLENDED_MMR(Method.MMR, 0.2, false, Signal.BLENDED, Double.POSITIVE_INFINITY),
    BLENDED_DPP(Method.DPP, 0.1, false, Signal.BLENDED, Double.POSITIVE_INFINITY);

    /** What relevance is made of. */
    enum Signal {
        /** BM25. */
        SCORE,
        /** Nothing: all candidates are equal, and none is ruled out. */
        NONE,
        /** Half BM25, half the likeness to the query, as where a clause says nothing of it. */
        BLENDED
    }

    static final List<Setting> CHOICES =
            Arrays.stream(values()).filter(setting -> setting != UNIT).toList();

    /** Those that may take so much and no more. */
    static final List<Setting> BARS = CHOICES.stream()
            .filter(setting -> setting.limit != Double.POSITIVE_INFINITY)
            .toList();

    private static final double WEIGHT = 0.5;
    private static final double DECAY = 0.5;
    private static final int MOST = 3;
    private static final int WITHIN = 10;

    private final double diversity;
    private final Signal signal;
    private final double limit;
    private final Objective objective;

    Setting(Method method, double diversity, boolean attributes, Signal signal, double limit) {
        this.diversity = diversity;
        this.signal = signal;
        this.limit = limit;
        List<Coverage> coverages = List.of(
                new Coverage.Decay(Window.BRAND, WEIGHT, DECAY), new Coverage.Decay(Window.CATEGORY, WEIGHT, DECAY));
        Quota quota = new Quota(Window.BRAND, Quota.EACH, 0, MOST, WITHIN);
        this.objective = new Objective(
                method,
                new Tradeoff.Fixed(diversity),
                signal == Signal.BLENDED ? RelevanceWeights.DEFAULT : new RelevanceWeights(1, 0),
                MissingVector.NEUTRAL,
                0,
                attributes ? coverages : List.of(),
                0,
                attributes ? List.of(quota) : List.of(),
                0);
    }

    /** λ. */
    double diversity() {
        return diversity;
    }

    /** What relevance is made of. */
    Signal signal() {
        return signal;
    }

    Objective objective() {
        return objective;
    }

    /** The most units that it may take. */
    double limit() {
        return limit;
    }

    /** As in {@code flat.mmr}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("^(flat|blended)_", "$1.");
    }

    /** Choices by the name of their method. */
    static Map<String, List<Setting>> byMethod() {
        return BARS.stream()
                .collect(Collectors.groupingBy(
                        setting -> setting.objective.method().id(), TreeMap::new, Collectors.toList()));
    }
}
