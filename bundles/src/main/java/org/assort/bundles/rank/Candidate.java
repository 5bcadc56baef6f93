/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;

/**
 * A combination that may get into the list.
 *
 * @param anchor whose bundle it is
 * @param mined the counts that it comes from
 * @param counted whose orders were counted: the anchor itself, or a product that it borrows from
 * @param set indices of partners
 * @param similarity of the two, 1 where they are the same
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Candidate(String anchor, MinedBundles mined, MinedAnchor counted, int[] set, double similarity) {

    /** The same anchor with other partners. */
    Candidate with(int[] partners) {
        return new Candidate(anchor, mined, counted, partners, similarity);
    }

    /** Anchor and partners, the most frequent partner first. */
    List<String> items() {
        List<String> items = new ArrayList<>();
        items.add(anchor);
        for (int partner : set) {
            items.add(counted.partners().get(partner));
        }
        return items;
    }

    /** The same in no order. */
    Set<String> itemSet() {
        return Set.copyOf(items());
    }

    boolean borrowed() {
        return !anchor.equals(counted.anchor());
    }

    /** The sets of two and three partners that it has. */
    List<List<String>> withoutAnchor() {
        List<String> partners = items().subList(1, set.length + 1);
        List<List<String>> sets = new ArrayList<>();
        if (set.length >= 2) {
            sets.add(partners);
        }
        if (set.length == 3) {
            sets.add(partners.subList(0, 2));
            sets.add(partners.subList(1, 3));
            sets.add(List.of(partners.get(0), partners.get(2)));
        }
        return sets;
    }
}
