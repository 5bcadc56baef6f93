/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the strongest candidates. */
final class Shortlist {

    private final int most;
    private final PriorityQueue<Scored> weakest = new PriorityQueue<>(Comparator.comparingDouble(Scored::association));

    /** @param most how many are kept, at least 1 */
    Shortlist(int most) {
        this.most = most;
    }

    /** The association that one must be above to get in; 0 while there is room: what is no more frequent than chance is out. */
    double least() {
        return weakest.size() < most ? 0 : weakest.peek().association();
    }

    /** Takes one that is above {@link #least}. */
    void add(Scored scored) {
        if (weakest.size() == most) {
            weakest.poll();
        }
        weakest.add(scored);
    }

    /** Those kept, in no order. */
    List<Scored> all() {
        return new ArrayList<>(weakest);
    }
}
