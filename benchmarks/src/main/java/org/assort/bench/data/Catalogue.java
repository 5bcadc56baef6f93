/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        products = List.copyOf(products);
        queries = List.copyOf(queries);
    }

    /** The Chorus products and their rated queries where {@code shared} has them, else the sample shop. */
    public static Catalogue find(Path shared) throws IOException {
        Path chorus = shared.resolve("data/chorus");
        return Files.isDirectory(chorus) ? Chorus.read(chorus) : sample();
    }

    /** The project's own shop; every so many products, the title of one is what somebody looks for. */
    private static Catalogue sample() {
        List<Product> products = SampleShop.generate(SampleShop.SEED).products().stream()
                .map(product -> new Product(
                        product.id(), product.title(), product.description(), product.brand(), product.category()))
                .toList();
        List<String> queries = IntStream.range(0, products.size())
                .filter(i -> i % SAMPLE_STEP == 0)
                .mapToObj(i -> products.get(i).title())
                .distinct()
                .toList();
        return new Catalogue(SampleShop.NAME + ", " + products.size() + " products", products, queries);
    }
}
