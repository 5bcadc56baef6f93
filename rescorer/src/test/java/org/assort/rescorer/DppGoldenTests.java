/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assort.rescorer.simd.WideRows;
import org.junit.Test;

/** Greedy MAP over kernels whose diagonal is not 1, against indices that another implementation chose. */
public final class DppGoldenTests extends RandomizedTest {

    /** The other implementation stops below this d². */
    private static final double STOP = 1e-10;

    @Test
    public void sameIndices() throws IOException {
        Path golden = Path.of(System.getProperty("project.root"), "..", "shared", "golden", "dpp_greedy_map.json");
        assumeTrue("no golden values here", Files.exists(golden));
        JsonNode entries = new ObjectMapper().readTree(golden.toFile());
        assertEquals(5, entries.size());
        for (JsonNode entry : entries) {
            int[] expected = ints(entry.get("dpp"));
            assertArrayEquals(
                    expected, choose(kernel(entry.get("kernel")), entry.get("k").asInt()));
        }
    }

    private static int[] choose(double[][] kernel, int k) {
        int n = kernel.length;
        DppTerm term = new DppTerm(plain(kernel), n, k, STOP / 100);
        Gains gains = new Gains(new double[n], 1, term, List.of());
        GreedyPass pass =
                new GreedyPass(gains, Gate.OPEN, new RelevanceOrder(new double[n], null), null, k, () -> {}).run();
        int taken = 0;
        while (taken < k && pass.gains()[taken] >= Math.log(STOP)) {
            taken++;
        }
        return Arrays.copyOf(pass.order(), taken);
    }

    private static Kernel plain(double[][] matrix) {
        List<Integer> chosen = new ArrayList<>();
        return new Kernel() {
            @Override
            public double diagonal(int candidate) {
                return matrix[candidate][candidate];
            }

            @Override
            public boolean shares(int candidate) {
                return true;
            }

            @Override
            public void chosen(int candidate) {
                chosen.add(candidate);
            }

            @Override
            public void compare(int candidate, int from, int[] products, int at) {
                // The entries are there already.
            }

            @Override
            public void entries(int candidate, int from, int[] products, int at, double[] row) {
                for (int k = from; k < from + WideRows.BLOCK && k < chosen.size(); k++) {
                    row[k] = matrix[candidate][chosen.get(k)];
                }
            }
        };
    }

    private static double[][] kernel(JsonNode rows) {
        double[][] kernel = new double[rows.size()][rows.size()];
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                kernel[i][j] = rows.get(i).get(j).asDouble();
            }
        }
        return kernel;
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        Arrays.setAll(ints, i -> array.get(i).asInt());
        return ints;
    }
}
