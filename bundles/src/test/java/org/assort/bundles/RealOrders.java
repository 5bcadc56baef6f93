/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/** Real orders, where they are there. */
public final class RealOrders {

    private static final Path DATA = Path.of(System.getProperty("project.root"), "..", "shared", "data");

    private RealOrders() {}

    /** Orders of FIMI retail, T10I4D100K or the like: a line each. */
    public static List<List<String>> baskets(String name) throws IOException {
        List<List<String>> orders = new ArrayList<>();
        try (BufferedReader lines = open(Path.of("baskets", name + ".dat.xz"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                orders.add(Arrays.asList(line.trim().split(" ", -1)));
            }
        }
        return orders;
    }

    /** Orders of Online Retail, lines of one product in one order as often as they are there. */
    public static Collection<List<String>> onlineRetail() throws IOException {
        Map<String, List<String>> orders = new LinkedHashMap<>();
        try (BufferedReader lines = open(Path.of("online-retail", "online_retail_to_2011-09.csv.xz"))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] start = line.split(",", 3);
                // The description may have commas in quotes; what follows it has none.
                String[] end = line.substring(line.lastIndexOf('"') + 1).split(",", -1);
                int quantity = end.length - 5;
                boolean sold = !start[0].startsWith("C")
                        && Double.parseDouble(end[quantity]) > 0
                        && Double.parseDouble(end[quantity + 2]) > 0;
                if (sold) {
                    orders.computeIfAbsent(start[0], invoice -> new ArrayList<>())
                            .add(start[1]);
                }
            }
        }
        return orders.values();
    }

    private static BufferedReader open(Path name) throws IOException {
        Path path = DATA.resolve(name);
        assumeTrue("no real data here", Files.exists(path));
        return new BufferedReader(
                new InputStreamReader(new XZInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8));
    }
}
