/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

/**
 * Which items are anchors.
 *
 * @param least mined orders that one must be in
 * @param most mined orders that one may be in: bestsellers go with everything
 * @param held held-back orders that one must be in: what is not sold again says nothing about what is bought with it
 */
record AnchorRange(int least, int most, int held) {

    static final AnchorRange DEFAULT = new AnchorRange(20, 200, Split.LEAST);

    AnchorRange {
        if (least > most) {
            throw new IllegalArgumentException(
                    "[--min-orders] must be at most [--max-orders], got [" + least + "] and [" + most + "]");
        }
    }

    boolean holds(String item, History mined, History held) {
        int count = mined.count(item);
        return count >= least && count <= most && held.count(item) >= this.held;
    }
}
