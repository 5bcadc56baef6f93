/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
        Map<Long, Integer> numbers = new HashMap<>();
        for (int i = 0; i < n; i++) {
            int first = one.limits().only(i);
            int second = other.limits().only(i);
            long key = (first + 1) * (n + 1L) + second + 1;
            pairOf[i] = numbers.computeIfAbsent(key, unseen -> numbers.size());
            firsts[pairOf[i]] = first;
            seconds[pairOf[i]] = second;
        }
        this.one = Arrays.copyOf(firsts, numbers.size());
        this.other = Arrays.copyOf(seconds, numbers.size());
        this.left = new int[numbers.size()];
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
