/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.assort.bundles.merge.Estimate;
import org.assort.bundles.merge.MinedAnchor;
import org.assort.bundles.merge.MinedBundles;

/** Holds what was mined against the oracle: partners and every set of them. */
final class Comparison {

    private Comparison() {}

    /**
     * All orders were read, so every number must be the oracle's.
     *
     * @return how many sets of an anchor and some partners were compared
     */
    static long assertExact(Oracle oracle, List<String> anchors, MinedBundles mined) {
        assertEquals(oracle.orders(), mined.orders());
        assertEquals(mined.available(), mined.read());
        assertEquals(anchors, mined.anchors().stream().map(MinedAnchor::anchor).toList());
        long compared = 0;
        for (MinedAnchor anchor : mined.anchors()) {
            compared += assertSame(
                    oracle.anchor(anchor.anchor()), anchor, mined.settings().maxSize());
            for (String partner : anchor.partners()) {
                assertEquals(
                        partner,
                        oracle.count(partner),
                        mined.items().get(partner).longValue());
            }
        }
        return compared;
    }

    private static long assertSame(Oracle.Anchor oracle, MinedAnchor anchor, int maxSize) {
        assertEquals(oracle.orders(), anchor.orders());
        assertEquals(oracle.partners(), anchor.partners());
        List<String> partners = anchor.partners();
        int m = partners.size();
        long compared = 0;
        for (int i = 0; i < m; i++) {
            assertCount(oracle, anchor, i);
            compared++;
            for (int j = 0; j < i && maxSize > 2; j++) {
                assertCount(oracle, anchor, i, j);
                compared++;
                for (int k = 0; k < j && maxSize > 3; k++) {
                    assertCount(oracle, anchor, k, i, j);
                    compared++;
                }
            }
        }
        return compared;
    }

    private static void assertCount(Oracle.Anchor oracle, MinedAnchor anchor, int... set) {
        long count =
                oracle.count(IntStream.of(set).mapToObj(anchor.partners()::get).toList());
        assertEquals(new Estimate(count, count, count, count, count), anchor.estimate(set));
    }
}
