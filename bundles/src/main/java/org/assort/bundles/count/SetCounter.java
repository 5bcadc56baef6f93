/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import org.assort.bundles.Subsets;

/**
 * Counts all sets of up to three of m chosen partners in the orders of an anchor. An order becomes the bits of one long, and
 * adds one for each set of its bits to arrays that are triangular and tetrahedral: 22 KB for 32 partners. An order with b of
 * them takes b³/6 steps.
 */
final class SetCounter extends OrderCounter {

    private final Row bits;
    private final int[] pairs;
    private final int[] triples;
    private final int[] fours;
    /** The bits of the order at hand. */
    private final int[] set = new int[Long.SIZE];

    /**
     * Gives each partner a bit.
     *
     * @param partners their ordinals, up to 64 distinct ones; negative where no order of the shard holds it
     * @param row cleared; it is used until the last order was counted
     * @param mostItems of a set, the anchor included, 2 to 4
     */
    SetCounter(int[] partners, Row row, int mostItems, int largest) {
        super(largest);
        this.bits = row;
        this.pairs = new int[partners.length];
        this.triples = new int[mostItems > 2 ? Subsets.pairs(partners.length) : 0];
        this.fours = new int[mostItems > 3 ? Subsets.triples(partners.length) : 0];
        for (int bit = 0; bit < partners.length; bit++) {
            if (partners[bit] >= 0) {
                row.put(partners[bit], bit + 1);
            }
        }
    }

    /** The bytes of the counts of m partners. */
    static long bytes(int partners, int mostItems) {
        long sets = (long) partners
                + (mostItems > 2 ? Subsets.pairs(partners) : 0)
                + (mostItems > 3 ? Subsets.triples(partners) : 0);
        return sets * Integer.BYTES;
    }

    @Override
    void count(int[] items, int count) {
        long mask = 0;
        for (int i = 0; i < count; i++) {
            int bit = bits.get(items[i]);
            if (bit > 0) {
                mask |= 1L << (bit - 1);
            }
        }
        int size = 0;
        for (long left = mask; left != 0; left &= left - 1) {
            set[size++] = Long.numberOfTrailingZeros(left);
        }
        countSets(size);
    }

    private void countSets(int size) {
        for (int h = 0; h < size; h++) {
            int high = set[h];
            pairs[high]++;
            if (triples.length > 0) {
                int of = Subsets.pairs(high);
                for (int m = 0; m < h; m++) {
                    triples[of + set[m]]++;
                }
            }
            if (fours.length > 0) {
                int of = Subsets.triples(high);
                for (int m = 1; m < h; m++) {
                    int ofMid = of + Subsets.pairs(set[m]);
                    for (int l = 0; l < m; l++) {
                        fours[ofMid + set[l]]++;
                    }
                }
            }
        }
    }

    int[] pairs() {
        return pairs;
    }

    int[] triples() {
        return triples;
    }

    int[] fours() {
        return fours;
    }
}
