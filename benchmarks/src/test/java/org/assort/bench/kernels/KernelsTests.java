/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assort.rescorer.VectorTable;
import org.junit.Test;

/** What is timed side by side does the same work. */
public class KernelsTests extends RandomizedTest {

    @Test
    public void waysToMultiplyAgree() {
        for (int dimension : new int[] {128, 384, 768}) {
            DotProducts dots = new DotProducts();
            dots.dimension = dimension;
            dots.rows = randomBoolean() ? DotProducts.MANY : DotProducts.FEW;
            dots.seed = randomLong();
            dots.make();
            // All rows have one length, but for rounding, so that sums of products and of cosines tell the same.
            double floats = dots.luceneFloat();
            assertEquals(floats, dots.int8ByBlock(), 0.1);
            assertEquals(dots.int8Cosine(), dots.int8ByBlock(), 1e-9);
            // Σ(a+128)(b+128) has 128·Σa + 128·Σb + 128²·dimension more than Σa·b, for each row.
            assertEquals(dots.luceneInt8(), dots.int8() - dots.int8Excess());
        }
    }

    @Test
    public void everyFormHasTheSameVectors() throws Exception {
        Path index = newTempDir();
        long seed = randomLong();
        StoredProducts.write(index, new Random(seed));
        for (int window : new int[] {100, 1000}) {
            VectorTable expected = read(index, StoredForm.PRODUCT_INT8, window, seed);
            assertEquals(window, expected.size());
            assertEquals(0, expected.missing());
            assertFalse("two products are one", expected.cosine(0, 1) > 0.9);
            for (StoredForm form : StoredForm.values()) {
                VectorTable table = read(index, form, window, seed);
                for (int row = 0; row < window; row++) {
                    assertArrayEquals(form + ", row " + row, expected.codes(row), table.codes(row));
                }
            }
        }
    }

    private static VectorTable read(Path index, StoredForm form, int window, long seed) throws Exception {
        Readings readings = new Readings();
        readings.index = index.toString();
        readings.form = form.name();
        readings.window = window;
        readings.seed = seed;
        readings.open();
        try {
            return readings.read();
        } finally {
            readings.close();
        }
    }

    @Test
    public void aTenthIsChosen() {
        for (String method : List.of("mmr", "dpp")) {
            for (boolean fields : new boolean[] {false, true}) {
                Choices choices = new Choices();
                // So many that scores of neighbours are all but equal.
                choices.window = 1000;
                choices.method = method;
                choices.fields = fields;
                choices.seed = randomLong();
                choices.make();
                int[] order = choices.choose().order();
                assertEquals(1000, order.length);
                boolean changed = false;
                for (int p = 0; p < 100; p++) {
                    changed |= order[p] != p;
                }
                assertTrue("nothing was chosen otherwise than by score", changed);
            }
        }
    }
}
