/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opensearch.test.OpenSearchTestCase;

public class LikedTests extends OpenSearchTestCase {

    private static Liked liked(double weight, String... values) {
        return new Liked(new FoundProduct(null, List.of(List.of("unasked"), List.of(values))), weight);
    }

    public void testAWeightIsSplitOverValues() {
        List<Liked> products = List.of(liked(2, "lamp", "desk"), liked(1, "lamp"), liked(1, "sofa"), liked(9));
        assertEquals(Map.of("lamp", 0.5, "desk", 0.25, "sofa", 0.25), Liked.shares(products, 1));
    }

    public void testWithoutValuesThereAreNoShares() {
        assertEquals(Map.of(), Liked.shares(List.of(liked(2), liked(1)), 1));
        assertEquals(Map.of(), Liked.shares(List.of(), 1));
    }

    public void testSharesSumToOne() {
        List<Liked> products = new ArrayList<>();
        double scale = randomFrom(1e-300, 1.0, Double.MAX_VALUE / 20);
        for (int i = 0; i < randomIntBetween(1, 200); i++) {
            products.add(liked(scale * randomDoubleBetween(0.1, 9, true), "a" + i % 3, "b" + i % 7));
        }
        Map<String, Double> shares = Liked.shares(products, 1);
        assertEquals(
                1, shares.values().stream().mapToDouble(Double::doubleValue).sum(), 1e-9);
    }

    public void testOfSeveralDocumentsTheOneWithAVectorCounts() {
        FoundProduct bare = new FoundProduct(null, List.of(List.of("a")));
        FoundProduct one = new FoundProduct(new byte[] {1, 2}, List.of(List.of("b")));
        FoundProduct other = new FoundProduct(new byte[] {1, 3}, List.of(List.of("a")));
        for (List<FoundProduct> order : List.of(List.of(bare, one, other), List.of(other, one, bare))) {
            FoundProducts found = new FoundProducts();
            order.forEach(product -> found.add("p", product));
            assertSame(one, found.get("p"));
        }
    }
}
