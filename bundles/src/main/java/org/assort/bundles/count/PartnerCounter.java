/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

/** Counts the partners of an anchor in a row. */
final class PartnerCounter extends OrderCounter {

    private final int anchor;
    private final Row row;

    /** @param row cleared */
    PartnerCounter(int anchor, Row row, int largest) {
        super(largest);
        this.anchor = anchor;
        this.row = row;
    }

    @Override
    void count(int[] items, int count) {
        for (int i = 0; i < count; i++) {
            if (items[i] != anchor) {
                row.increment(items[i]);
            }
        }
    }

    Row row() {
        return row;
    }
}
