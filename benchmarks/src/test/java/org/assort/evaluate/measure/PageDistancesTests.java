/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.Arrays;
import org.junit.Test;

public class PageDistancesTests extends RandomizedTest {

    @Test
    public void pairsByHand() {
        // Cosines: 1 (a twin of another length), 0.6 twice.
        PageDistances distances = PageDistances.of(new float[][] {{1, 0}, {3, 0}, {0.6f, 0.8f}});
        assertEquals((0 + 0.4 + 0.4) / 3, distances.mean(), 1e-6);
        assertEquals(0, distances.nearest(), 1e-6);
        assertEquals(1, distances.nearDuplicates());
    }

    @Test
    public void aFloodOfVariantsCountsEachPair() {
        float[][] page = new float[5][];
        Arrays.fill(page, new float[] {2, 1});
        assertEquals(10, PageDistances.of(page).nearDuplicates());
    }

    @Test
    public void onePageOfOneHasNoPairs() {
        assertEquals(new PageDistances(0, 0, 0), PageDistances.of(new float[][] {{1, 2}}));
        assertEquals(new PageDistances(0, 0, 0), PageDistances.of(new float[0][]));
    }

    @Test
    public void aZeroVectorHasNoDirection() {
        float[][] page = {{0, 0}, {1, 0}};
        assertThrows(IllegalArgumentException.class, () -> PageDistances.of(page));
    }
}
