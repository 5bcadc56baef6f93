/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assort.rescorer.Method;
import org.assort.rescorer.Objective;
import org.assort.rescorer.RelevanceWeights;

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

    private final double diversity;
    private final Signal signal;
    private final double limit;
    private final Objective objective;

    Setting(Method method, double diversity, boolean attributes, Signal signal, double limit) {
        this.diversity = diversity;
        this.signal = signal;
        this.limit = limit;
        RelevanceWeights weights = signal == Signal.BLENDED ? RelevanceWeights.DEFAULT : new RelevanceWeights(1, 0);
        this.objective = attributes
                ? Objectives.withFields(method, diversity, weights)
                : Objectives.plain(method, diversity, weights);
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
