/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.stats.Wilson;

/**
 * Scores the combinations of one anchor. Both bounds are those that the true value is above with 95%. Of a sample they are
 * computed from what was read, as what was not read is no evidence.
 */
final class Scorer {

    private final MinedAnchor anchor;
    private final Expectation expectation;
    private final LiftPrior prior;
    /** Orders read for each there is. */
    private final double fraction;

    Scorer(MinedAnchor anchor, Expectation expectation, LiftPrior prior) {
        this.anchor = anchor;
        this.expectation = expectation;
        this.prior = prior;
        this.fraction = anchor.orders() == 0 ? 1 : (double) anchor.read() / anchor.orders();
    }

    private double confidenceBound(double count) {
        return Wilson.lower(count * fraction, (double) anchor.read(), LiftPrior.NORMAL);
    }

    /** How strong a combination is, or null where its association is not above the least wanted. */
    Strength above(int[] set, double least) {
        double count = anchor.count(set);
        double expected = expectation.of(set);
        double bound = confidenceBound(count);
        // The mean lies above the bound and takes no search for a quantile.
        if (!(bound * Math.log(prior.mean(count * fraction, expected * fraction)) > least)) {
            return null;
        }
        double lift = prior.lowerBound(count * fraction, expected * fraction);
        double association = bound * Math.log(lift);
        return association > least ? new Strength(count / anchor.orders(), count / expected, lift, association) : null;
    }
}
