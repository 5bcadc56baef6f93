/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assort.model.FileDigest;
import org.tukaani.xz.XZInputStream;

/**
 * Orders of a folder's only {@code .csv} or {@code .csv.xz}: a line of names, then a line for each product of an order. Lines of a
 * quantity or price that is not above 0 are returns and corrections, and passed over.
 */
final class OrdersFile {

    private OrdersFile() {}

    static Orders read(Path folder) throws IOException {
        Path file = only(folder);
        List<Order> orders;
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".xz") ? new XZInputStream(in) : in;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            orders = read(lines, file);
        }
        String name = folder.toAbsolutePath().normalize().getFileName() + ", " + orders.size() + " orders";
        return new Orders(name, orders, "SHA-256 " + FileDigest.hex(file));
    }

    private static Path only(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(file -> file.toString().matches(".*\\.csv(\\.xz)?"))
                    .toList();
        } catch (NotDirectoryException | java.nio.file.NoSuchFileException none) {
            throw new IOException("[--data] must be a folder, got [" + folder + "]", none);
        }
        if (found.size() != 1) {
            throw new IOException(
                    "[--data] must hold one .csv or .csv.xz, got " + found.size() + " in [" + folder + "]");
        }
        return found.getFirst();
    }

    private static List<Order> read(BufferedReader lines, Path file) throws IOException {
        String header = lines.readLine();
        OrderColumns columns = OrderColumns.of(header == null ? "" : header, file);
        Map<String, Order> orders = new LinkedHashMap<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                columns.add(line, orders, "line " + number + " of " + file);
            }
        }
        return orders.values().stream()
                .sorted(Comparator.comparing(Order::date).thenComparing(Order::id))
                .toList();
    }
}
