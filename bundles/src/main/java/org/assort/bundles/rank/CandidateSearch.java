/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.Arrays;
import java.util.List;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;

/**
 * Goes through all combinations of one anchor that are frequent enough, and whose items may be in a bundle: pairs into one
 * shortlist, those of three and four into another.
 */
final class CandidateSearch {

    private final MinerSettings settings;
    private final long floor;
    private final Eligibility eligibility;
    private final Shortlist pairs;
    private final Shortlist sets;

    /** @param floor orders that were read and hold a combination, at least */
    CandidateSearch(MinerSettings settings, long floor, Eligibility eligibility, Shortlist pairs, Shortlist sets) {
        this.settings = settings;
        this.floor = floor;
        this.eligibility = eligibility;
        this.pairs = pairs;
        this.sets = sets;
    }

    /**
     * Adds the combinations of an anchor.
     *
     * @param anchor whose bundles they are
     * @param mined the counts that they come from
     * @param counted whose orders were counted
     * @param similarity of the two
     */
    void search(String anchor, MinedBundles mined, MinedAnchor counted, Scorer scorer, double similarity) {
        if (!eligibility.available(anchor) || similarity == 0) {
            return;
        }
        List<String> partners = counted.partners();
        boolean[] open = new boolean[partners.size()];
        double[] prices = new double[partners.size()];
        for (int i = 0; i < open.length; i++) {
            // One that borrows may be among the partners of its neighbour.
            open[i] = eligibility.available(partners.get(i)) && !partners.get(i).equals(anchor);
            prices[i] = eligibility.price(partners.get(i));
        }
        Walk walk = new Walk(new Candidate(anchor, mined, counted, new int[0], similarity), scorer, open, prices);
        walk.extend(new int[0], 0, eligibility.price(anchor));
    }

    /** A walk through the sets of one anchor's partners; those not frequent enough are in no frequent one. */
    private final class Walk {
        /** The anchor alone. */
        private final Candidate anchor;

        private final Scorer scorer;
        private final boolean[] open;
        private final double[] prices;
        /** By the number of partners the set at hand, which is copied when it becomes a candidate. */
        private final int[][] atHand = new int[MinerSettings.MOST_ITEMS][];

        Walk(Candidate anchor, Scorer scorer, boolean[] open, double[] prices) {
            this.anchor = anchor;
            this.scorer = scorer;
            this.open = open;
            this.prices = prices;
            Arrays.setAll(atHand, int[]::new);
        }

        void extend(int[] set, int from, double price) {
            int[] more = atHand[set.length + 1];
            System.arraycopy(set, 0, more, 0, set.length);
            for (int partner = from; partner < open.length; partner++) {
                double total = price + prices[partner];
                if (open[partner] && eligibility.within(total)) {
                    more[set.length] = partner;
                    if (isFrequent(more)) {
                        offer(more);
                        if (more.length + 1 < settings.maxSize()) {
                            extend(more, partner + 1, total);
                        }
                    }
                }
            }
        }

        private boolean isFrequent(int[] set) {
            return anchor.counted().count(set) >= settings.minDocCount()
                    && anchor.counted().counted(set) >= floor;
        }

        private void offer(int[] set) {
            if (set.length + 1 >= settings.minSize()) {
                Shortlist shortlist = set.length == 1 ? pairs : sets;
                Strength strength = scorer.above(set, shortlist.least() / anchor.similarity());
                if (strength != null) {
                    shortlist.add(new Scored(anchor.with(set.clone()), strength));
                }
            }
        }
    }
}
