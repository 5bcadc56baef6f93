/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.List;
import java.util.Objects;

/**
 * One question to every shard.
 *
 * @param anchors what is asked about each anchor, none twice; empty in {@link Pass#COUNTS}
 * @param sets in {@link Pass#COUNTS} sets of two or three distinct items, else empty
 */
public record MiningTask(Pass pass, List<AnchorRequest> anchors, List<List<String>> sets) {

    /** Copies the lists. */
    public MiningTask {
        Objects.requireNonNull(pass, "pass");
        anchors = List.copyOf(anchors);
        sets = sets.stream().map(List::copyOf).toList();
    }

    /** About anchors. */
    public static MiningTask anchors(Pass pass, List<AnchorRequest> anchors) {
        return new MiningTask(pass, anchors, List.of());
    }

    /** About sets of items. */
    public static MiningTask counts(List<List<String>> sets) {
        return new MiningTask(Pass.COUNTS, List.of(), sets);
    }
}
