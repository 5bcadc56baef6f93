/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.List;
import java.util.Map;
import org.assort.bundles.merge.MinedBundles;

/**
 * What anchors without a history borrow from: products that are like them, mined as anchors of their own. Nothing else in this
 * project says that two products belong together which were never bought together, so a bundle of it says so.
 *
 * @param mined with the neighbours as anchors; null where none were
 * @param neighbours by anchor, the nearest first
 */
public record Borrowed(MinedBundles mined, Map<String, List<Neighbour>> neighbours) {

    /** Nobody borrows. */
    public static final Borrowed NOTHING = new Borrowed(null, Map.of());

    /** Copies the map. */
    public Borrowed {
        neighbours = Map.copyOf(neighbours);
        if (mined == null && !neighbours.isEmpty()) {
            throw new IllegalArgumentException("neighbours must be mined");
        }
    }
}
