/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.stream.DoubleStream;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;

/** The pairs of anchor and partner that a request counted, which its prior of lifts is fitted to. */
final class CountedPairs {

    private CountedPairs() {}

    /** The prior of a request. */
    static LiftPrior prior(MinedBundles mined) {
        DoubleStream.Builder counts = DoubleStream.builder();
        DoubleStream.Builder expected = DoubleStream.builder();
        for (MinedAnchor anchor : mined.anchors()) {
            Expectation expectation = new Expectation(anchor, mined.orders(), mined.items(), null);
            // Of a sample: what was read.
            double fraction = (double) anchor.read() / Math.max(1, anchor.orders());
            for (int partner = 0; partner < anchor.partners().size(); partner++) {
                int[] set = {partner};
                counts.add(anchor.count(set) * fraction);
                expected.add(expectation.of(set) * fraction);
            }
        }
        return PriorFit.of(counts.build().toArray(), expected.build().toArray());
    }
}
