/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assort.model.FileDigest;
import org.tukaani.xz.XZInputStream;

/** Orders as the FIMI repository keeps them, a {@code .dat.xz}: a line each, its items apart by blanks. They have no date. */
final class BasketsFile {

    private static final String EXTENSION = ".dat.xz";

    private BasketsFile() {}

    static Orders read(Path file) throws IOException {
        List<Order> orders = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new XZInputStream(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Set<String> items = new LinkedHashSet<>(List.of(line.strip().split(" +")));
                orders.add(new Order(Integer.toString(orders.size()), "", items));
            }
        }
        String name = file.getFileName().toString().replace(EXTENSION, "");
        return new Orders(name + ", " + orders.size() + " orders", orders, "SHA-256 " + FileDigest.hex(file));
    }
}
