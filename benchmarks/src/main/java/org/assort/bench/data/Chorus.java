/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/** Reads the electronics products of the Chorus project: {@code products.ndjson.xz} and {@code ratings.csv}. */
final class Chorus {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Chorus() {}

    static Catalogue read(Path folder) throws IOException {
        List<Product> products = products(folder.resolve("products.ndjson.xz"));
        return new Catalogue(
                "Chorus, " + products.size() + " products", products, queries(folder.resolve("ratings.csv")));
    }

    private static List<Product> products(Path file) throws IOException {
        List<Product> products = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new XZInputStream(new BufferedInputStream(Files.newInputStream(file))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode product = JSON.readTree(line);
                products.add(new Product(
                        product.path("id").asText(),
                        product.path("title").asText(),
                        product.path("short_description").asText(),
                        product.path("supplier").asText(),
                        product.path("attr_t_product_type").asText()));
            }
        }
        return products;
    }

    /** Lines of query, document and rating under a line of names; each query once. */
    private static List<String> queries(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .skip(1)
                .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
                .distinct()
                .toList();
    }
}
