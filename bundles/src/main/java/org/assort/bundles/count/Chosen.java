/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import java.util.Arrays;
import org.assort.bundles.orders.Items;

/**
 * Partners of an anchor that are told or combined.
 *
 * @param partners ordinals, negative for those that are in no order
 * @param counts of each
 * @param cut the greatest count of one that is not among them, 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chosen(int[] partners, int[] counts, int cut) {

    /** Those asked for, whose counts are not known yet. */
    static Chosen given(int[] partners) {
        return new Chosen(partners, new int[partners.length], 0);
    }

    /**
     * The best of a row.
     *
     * @param least the count that one must have
     * @param most how many
     */
    static Chosen best(Row row, Items items, double least, int most) throws IOException {
        TopPartners best = new TopPartners(items, most);
        int cut = 0;
        for (int i = 0; i < row.touched(); i++) {
            int count = row.get(row.item(i));
            if (count >= least) {
                best.offer(row.item(i), count);
            } else {
                cut = Math.max(cut, count);
            }
        }
        return of(row, best.drain(), Math.max(cut, best.cut()));
    }

    /**
     * Those asked for, all that have a count, and the best of the others.
     *
     * @param wanted ordinals asked for
     * @param enough the count
     * @param most how many of the others
     */
    static Chosen bestAnd(Row row, Items items, int[] wanted, double enough, int most) throws IOException {
        int[] asked = Arrays.stream(wanted).sorted().toArray();
        int[] kept = Arrays.copyOf(wanted, wanted.length + row.touched());
        int size = wanted.length;
        TopPartners best = new TopPartners(items, most);
        for (int i = 0; i < row.touched(); i++) {
            int item = row.item(i);
            if (Arrays.binarySearch(asked, item) < 0) {
                if (row.get(item) >= enough) {
                    kept[size++] = item;
                } else {
                    best.offer(item, row.get(item));
                }
            }
        }
        for (int item : best.drain()) {
            kept[size++] = item;
        }
        return of(row, Arrays.copyOf(kept, size), best.cut());
    }

    private static Chosen of(Row row, int[] partners, int cut) {
        int[] counts = new int[partners.length];
        Arrays.setAll(counts, i -> partners[i] < 0 ? 0 : row.get(partners[i]));
        return new Chosen(partners, counts, cut);
    }
}
