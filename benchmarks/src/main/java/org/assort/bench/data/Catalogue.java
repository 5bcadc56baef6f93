/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.demo.shop.SampleShop;

/**
 * Products and what people search among them.
 *
 * @param name for the report
 */
public record Catalogue(String name, List<Product> products, List<String> queries) {

    private static final int SAMPLE_STEP = 30;

    public Catalogue {
        // Not copied: generated ones are made as they are read.
        products = Collections.unmodifiableList(products);
        queries = List.copyOf(queries);
    }

    /** The Chorus products and their rated queries where {@code shared} has them, else the sample shop. */
    public static Catalogue find(Path shared) throws IOException {
        Path chorus = shared.resolve("data/chorus");
        return Files.isDirectory(chorus) ? Chorus.read(chorus) : sample();
    }

    /** So many made-up products, from as many sample shops as it takes. */
    public static Catalogue generated(int products) {
        GeneratedProducts generated = new GeneratedProducts(products);
        return new Catalogue(
                "sample shops, " + products + " products",
                generated,
                titles(generated.subList(0, Math.min(products, generated.shopSize()))));
    }

    /** The project's own shop; every so many products, the title of one is what somebody looks for. */
    private static Catalogue sample() {
        List<Product> products = GeneratedProducts.ofShop(SampleShop.SEED, "");
        return new Catalogue(SampleShop.NAME + ", " + products.size() + " products", products, titles(products));
    }

    private static List<String> titles(List<Product> products) {
        return IntStream.range(0, products.size())
                .filter(i -> i % SAMPLE_STEP == 0)
                .mapToObj(i -> products.get(i).title())
                .distinct()
                .toList();
    }
}
