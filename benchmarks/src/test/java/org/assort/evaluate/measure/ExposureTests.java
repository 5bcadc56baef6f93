/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class ExposureTests extends RandomizedTest {

    @Test
    public void allForOneAndAllAlike() {
        Exposure one = Exposure.of(List.of(List.of("a"), List.of("a")), 4);
        assertEquals(0.25, one.coverage(), 0);
        assertEquals(0.75, one.gini(), 1e-12);
        Exposure alike = Exposure.of(List.of(List.of("a", "b"), List.of("b", "a")), 2);
        assertEquals(new Exposure(1, 0), new Exposure(alike.coverage(), Math.round(alike.gini() * 1e12)));
    }

    /** Gini is half the relative mean absolute difference. */
    @Test
    public void giniIsThatOfAllPairs() {
        Random random = new Random(randomLong());
        int products = 30;
        double[] exposure = new double[products];
        List<List<String>> pages = new ArrayList<>();
        for (int query = 0; query < 12; query++) {
            List<String> page = new ArrayList<>();
            int first = random.nextInt(10);
            for (int rank = 1; rank <= 5; rank++) {
                int product = first + rank * random.nextInt(1, 3);
                if (!page.contains("p" + product)) {
                    page.add("p" + product);
                    exposure[product] += Math.log(2) / Math.log(page.size() + 1.0);
                }
            }
            pages.add(page);
        }
        double differences = 0;
        for (double x : exposure) {
            for (double y : exposure) {
                differences += Math.abs(x - y);
            }
        }
        double sum = Arrays.stream(exposure).sum();
        assertEquals(
                differences / (2 * products * sum), Exposure.of(pages, products).gini(), 1e-9);
    }

    @Test
    public void moreIsShownThanThereIs() {
        List<List<String>> pages = List.of(List.of("a", "b"));
        assertThrows(IllegalArgumentException.class, () -> Exposure.of(pages, 1));
    }
}
