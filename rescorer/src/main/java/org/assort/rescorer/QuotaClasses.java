/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of a field that some quota can bind, numbered anew as classes. A value is left out where no more candidates
 * have it than any block may hold, and nothing is asked of it.
 *
 * @param of the classes of each candidate
 * @param quotas {@code int[classes][]} places of the quotas that bind each class
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuotaClasses(FieldValues of, int[][] quotas) {

    static QuotaClasses of(FieldValues values, Quota[] quotas) {
        int[] total = new int[values.cardinality()];
        for (int i = 0; i < values.size(); i++) {
            for (int v = 0; v < values.count(i); v++) {
                total[values.ordinal(i, v)]++;
            }
        }
        int[] numbers = new int[total.length];
        List<int[]> bound = new ArrayList<>();
        int[] binding = new int[quotas.length];
        for (int value = 0; value < total.length; value++) {
            int count = binding(quotas, value, total[value], binding);
            numbers[value] = count > 0 ? bound.size() : -1;
            if (count > 0) {
                bound.add(Arrays.copyOf(binding, count));
            }
        }
        return new QuotaClasses(values.renumbered(numbers, bound.size()), bound.toArray(new int[0][]));
    }

    /** Puts down the quotas that bind a value, and returns how many. */
    private static int binding(Quota[] quotas, int value, int total, int[] binding) {
        int count = 0;
        for (int q = 0; q < quotas.length; q++) {
            boolean named = quotas[q].value() == Quota.EACH || quotas[q].value() == value;
            if (named && (quotas[q].least() > 0 || quotas[q].most() < total)) {
                binding[count++] = q;
            }
        }
        return count;
    }
}
