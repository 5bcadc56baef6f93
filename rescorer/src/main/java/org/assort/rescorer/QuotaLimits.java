/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;
import java.util.List;

/**
 * The quotas on one field with one {@code within}, and what they say of each of the {@link QuotaClasses}, the values that one of
 * them can bind. The same for all blocks.
 */
final class QuotaLimits {

    private final int[] members;
    private final Quota[] quotas;
    private final int within;
    private final FieldValues classes;
    /** By candidate its first class, -1 for none. */
    private final int[] only;

    private final int[][] quotasOf;
    private final int[] least;
    private final int[] most;
    private final int[] asked;
    private final boolean asks;

    /**
     * Sorts the values of a field.
     *
     * @param all all quotas
     * @param members ascending indices of those that are meant: one field, one {@code within}
     * @param values of the field
     */
    QuotaLimits(List<Quota> all, int[] members, FieldValues values) {
        this.members = members;
        this.quotas = Arrays.stream(members).mapToObj(all::get).toArray(Quota[]::new);
        this.within = quotas[0].within();
        QuotaClasses bound = QuotaClasses.of(values, quotas);
        this.classes = bound.of();
        this.only = new int[classes.size()];
        Arrays.setAll(only, i -> classes.count(i) == 0 ? -1 : classes.ordinal(i, 0));
        this.quotasOf = bound.quotas();
        this.least = new int[quotasOf.length];
        this.most = new int[quotasOf.length];
        this.asked = new int[quotas.length];
        Arrays.fill(asked, -1);
        for (int k = 0; k < quotasOf.length; k++) {
            most[k] = Quota.UNLIMITED;
            for (int q : quotasOf[k]) {
                least[k] = Math.max(least[k], quotas[q].least());
                most[k] = Math.min(most[k], quotas[q].most());
                asked[q] = quotas[q].least() > 0 ? k : asked[q];
            }
        }
        this.asks = Arrays.stream(least).anyMatch(wanted -> wanted > 0);
    }

    /** How many classes there are. */
    int size() {
        return quotasOf.length;
    }

    /** The classes of each candidate. */
    FieldValues classes() {
        return classes;
    }

    /** The class of a candidate that has at most one, -1 for none. */
    int only(int candidate) {
        return only[candidate];
    }

    /** Whether a candidate has a class, among others or alone. */
    boolean has(int candidate, int k) {
        for (int i = 0; i < classes.count(candidate); i++) {
            if (classes.ordinal(candidate, i) == k) {
                return true;
            }
        }
        return false;
    }

    /** So many of a class must be in a block. */
    int least(int k) {
        return least[k];
    }

    /** So many of a class may be in a block. */
    int most(int k) {
        return most[k];
    }

    /** Whether some quota asks for a least number. */
    boolean asks() {
        return asks;
    }

    /** Whether some quota asks for a least number of a class. */
    boolean asks(int k) {
        return least[k] > 0;
    }

    /** The class of which a quota, by its place, asks for a least number; -1 where it asks for none. */
    int asked(int place) {
        return asked[place];
    }

    /** Which quotas bind a class, as places in {@link #members}. */
    int[] quotasOf(int k) {
        return quotasOf[k];
    }

    /** Ascending indices of the quotas among all. */
    int[] members() {
        return members;
    }

    /** A quota by its place in {@link #members}. */
    Quota quota(int place) {
        return quotas[place];
    }

    /** Positions of a block. */
    int within() {
        return within;
    }

    /** {@code int[quotas]} shortfall of each quota in a complete block that holds so many of each class. */
    int[] shortfalls(int[] counts) {
        int[] shortfalls = excess(counts);
        for (int k = 0; k < counts.length; k++) {
            for (int q : quotasOf[k]) {
                shortfalls[q] += Math.max(0, quotas[q].least() - counts[k]);
            }
        }
        return shortfalls;
    }

    /** {@code int[quotas]} products beyond each quota's limit in a block that holds so many of each class. */
    int[] excess(int[] counts) {
        int[] excess = new int[quotas.length];
        for (int k = 0; k < counts.length; k++) {
            for (int q : quotasOf[k]) {
                excess[q] += Math.max(0, counts[k] - quotas[q].most());
            }
        }
        return excess;
    }
}
