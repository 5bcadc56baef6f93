/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/**
 * The candidates by their class in one group of quotas and their class in another: those of one pair are all the same to
 * both groups. No candidate may have several classes in a group.
 */
final class QuotaPairs {

    private final int[] pairOf;
    private final int[] one;
    private final int[] other;
    private final int[] left;

    /**
     * Sorts the candidates into pairs.
     *
     * @param other may be the group {@code one} itself
     * @param pinnedAt {@code int[n]} those that are never left to choose from, -1 for none
     */
    QuotaPairs(QuotaGroup one, QuotaGroup other, int[] pinnedAt) {
        int n = pinnedAt.length;
        this.pairOf = new int[n];
        int[] firsts = new int[n];
        int[] seconds = new int[n];
        // Pairs by hash, each as its number plus 1: a map of objects takes longer than all else that a gate does.
        int[] table = new int[4 * Integer.highestOneBit(n + 1)];
        int size = 0;
        for (int i = 0; i < n; i++) {
            int first = one.limits().only(i);
            int second = other.limits().only(i);
            int slot = (31 * first + second) & (table.length - 1);
            while (table[slot] > 0 && (firsts[table[slot] - 1] != first || seconds[table[slot] - 1] != second)) {
                slot = (slot + 1) & (table.length - 1);
            }
            if (table[slot] == 0) {
                firsts[size] = first;
                seconds[size] = second;
                table[slot] = ++size;
            }
            pairOf[i] = table[slot] - 1;
        }
        this.one = Arrays.copyOf(firsts, size);
        this.other = Arrays.copyOf(seconds, size);
        this.left = new int[size];
        for (int pair : pairOf) {
            left[pair]++;
        }
        for (int candidate : pinnedAt) {
            if (candidate >= 0) {
                left[pairOf[candidate]]--;
            }
        }
    }

    /** How many pairs there are. */
    int size() {
        return left.length;
    }

    /** The pair of a candidate. */
    int of(int candidate) {
        return pairOf[candidate];
    }

    /** The pair of two classes, -1 where no candidate has them. */
    int find(int first, int second) {
        for (int pair = 0; pair < one.length; pair++) {
            if (one[pair] == first && other[pair] == second) {
                return pair;
            }
        }
        return -1;
    }

    /** The pair's class in the first group, or in the second; -1 for none. */
    int side(int pair, boolean second) {
        return second ? other[pair] : one[pair];
    }

    /** How many candidates of a pair are left to choose from. */
    int left(int pair) {
        return left[pair];
    }

    /** Takes one away. */
    void take(int candidate) {
        left[pairOf[candidate]]--;
    }
}
