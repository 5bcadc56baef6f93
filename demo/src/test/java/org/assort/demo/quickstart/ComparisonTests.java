/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.List;
import java.util.Map;
import org.assort.demo.quickstart.ShopSearch.Hit;
import org.assort.demo.shop.Fields;
import org.junit.Test;

public class ComparisonTests extends RandomizedTest {

    private static final List<Hit> PAGE = List.of(
            new Hit("a", "Lamp", "Lux", "Lights", "9.99", 2, "Lamp"),
            new Hit("b", "Lamp, red", "Lux", Fields.NONE, "9.99", 1.5, "Lamp, red"));

    @Test
    public void figuresCountWhatIsThere() {
        Map<String, float[]> vectors =
                Map.of("a", new float[] {1, 0}, "b", new float[] {0, 1}, "c", new float[] {1, 1});
        assertEquals(
                "intra-list distance 1.000 | distinct brands 1 | distinct categories 1",
                Comparison.figures(PAGE, vectors));
    }

    @Test
    public void theSecondTableTellsWhereEachProductStood() {
        List<String> before = Comparison.table(PAGE, Map.of());
        assertEquals("rank  title      brand  category  price   score", before.getFirst());
        assertEquals("   1  Lamp       Lux    Lights     9.99  2.0000", before.get(2));
        List<String> after = Comparison.table(PAGE, Map.of("b", 17));
        assertEquals("rank  was  title      brand  category  price   score", after.getFirst());
        assertEquals("   2   17  Lamp, red  Lux    –          9.99  1.5000", after.get(3));
        assertEquals("   1    –  Lamp       Lux    Lights     9.99  2.0000", after.get(2));
    }
}
