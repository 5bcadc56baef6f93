/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.floors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.assort.bench.Benchmark;
import org.assort.bench.Run;
import org.assort.bench.shop.Encoder;
import org.assort.demo.node.PublishedEncoder;
import org.assort.demo.shop.Product;
import org.assort.demo.shop.SampleShop;

/**
 * The cosine of a category's name, asked as a query, to titles of products of other categories, and to those of its own. The
 * median of the first is the encoder's {@code cosine_floor}.
 */
public final class FloorsBenchmark implements Benchmark {

    private static final int PAIRS = 2_000;

    @Override
    public String name() {
        return "floors";
    }

    @Override
    public String about() {
        return "the cosine that each published encoder gives to texts that have nothing to do with each other";
    }

    @Override
    public void measure(Run run) throws Exception {
        List<Product> products = SampleShop.generate(SampleShop.SEED).products();
        for (PublishedEncoder published : PublishedEncoder.all(run.workplace().root())) {
            run.report().step("embedding with " + published.id());
            List<Product> readable = products.stream()
                    .filter(product -> isChinese(product.category()) == published.chinese())
                    .toList();
            try (Encoder encoder = Encoder.load(run.workplace(), published.id(), published.source())) {
                report(run, published.id(), encoder, readable);
            }
        }
    }

    private static boolean isChinese(String text) {
        return Character.UnicodeScript.of(text.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    private static void report(Run run, String id, Encoder encoder, List<Product> products) throws Exception {
        Random random = run.random("pairs");
        List<Double> unrelated = new ArrayList<>();
        List<Double> related = new ArrayList<>();
        while (unrelated.size() < PAIRS || related.size() < PAIRS) {
            Product asked = products.get(random.nextInt(products.size()));
            // Half of the draws are of the same category: few would be by chance.
            Product met = random.nextBoolean() ? another(products, asked.category(), random) : asked;
            List<Double> to = met.category().equals(asked.category()) ? related : unrelated;
            if (to.size() < PAIRS) {
                to.add(cosine(encoder.query(asked.category()), encoder.passages(List.of(met.title()))[0]));
            }
        }
        run.report().info("floors." + id + ".unrelated", quantiles(unrelated));
        run.report().info("floors." + id + ".related", quantiles(related));
    }

    private static Product another(List<Product> products, String category, Random random) {
        Product product = products.get(random.nextInt(products.size()));
        while (product.category().equals(category)) {
            product = products.get(random.nextInt(products.size()));
        }
        return product;
    }

    private static String quantiles(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] shown = Arrays.stream(new double[] {0.05, 0.5, 0.95})
                .map(share -> sorted[(int) (share * sorted.length)])
                .toArray();
        return String.format(Locale.ROOT, "median %.3f, 5%% below %.3f, 5%% above %.3f", shown[1], shown[0], shown[2]);
    }

    /** Of vectors of length 1. */
    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
