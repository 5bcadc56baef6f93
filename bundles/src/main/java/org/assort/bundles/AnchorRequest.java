/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.util.List;
import java.util.Objects;

/**
 * What is asked about one anchor.
 *
 * @param anchor an item
 * @param partners items to be counted with it whatever their counts are; up to 64 of them in {@link Pass#SETS}
 * @param atLeast in {@link Pass#ROWS}: every partner in so many orders of the shard is told, too; infinite for no such wish
 */
public record AnchorRequest(String anchor, List<String> partners, double atLeast) {

    /** Copies the list. */
    public AnchorRequest {
        Objects.requireNonNull(anchor, "anchor");
        partners = List.copyOf(partners);
        if (!(atLeast > 0)) {
            throw new IllegalArgumentException("[atLeast] must be above 0, got [" + atLeast + "]");
        }
    }

    /** The best partners alone. */
    public static AnchorRequest of(String anchor) {
        return new AnchorRequest(anchor, List.of(), Double.POSITIVE_INFINITY);
    }

    /** These partners. */
    public static AnchorRequest of(String anchor, List<String> partners) {
        return new AnchorRequest(anchor, partners, Double.POSITIVE_INFINITY);
    }
}
