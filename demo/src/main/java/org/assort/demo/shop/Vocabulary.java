/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The words of the sample shop, read from {@code vocabulary.json} and {@code categories.json}. All maps keep the order
 * of their file, which the generator relies on.
 *
 * @param languages sentence patterns by language code
 * @param axes what variants of a product differ in, e.g. colours or sizes
 * @param brands by department, best-selling first
 * @param sellers best-selling first
 */
record Vocabulary(
        Map<String, Language> languages,
        Map<String, Axis> axes,
        Map<String, List<String>> brands,
        List<String> sellers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Patterns with {@code {brand}}, {@code {series}}, {@code {kind}}, {@code {material}} and {@code {variant}}. */
    record Language(
            String title,
            String titleWithoutMaterial,
            String variant,
            String refurbished,
            String refurbishedSentence,
            String space,
            List<String> openings,
            List<String> openingsWithoutMaterial,
            List<String> series) {}

    /**
     * What variants differ in.
     *
     * @param step how much dearer each value is than the first, as a share of the price; 0 for colours
     */
    record Axis(List<String> values, double step, String sentence) {}

    /**
     * A shelf of the shop.
     *
     * @param price least and greatest price of a family's first variant
     * @param kinds what is sold, with the sentence that tells it from its neighbours
     * @param with other categories, and the share of this one's buyers who take something from them too
     * @param products how many to make
     * @param filler whether it is put into orders of all sorts, as carrier bags are
     */
    record Category(
            String name,
            String department,
            String language,
            List<Double> price,
            Map<String, String> kinds,
            List<String> materials,
            List<String> details,
            List<String> axes,
            Map<String, Double> with,
            int products,
            boolean refurbish,
            boolean filler) {

        private static final int DEFAULT_PRODUCTS = 29;

        Category {
            language = Objects.requireNonNullElse(language, "en");
            products = products == 0 ? DEFAULT_PRODUCTS : products;
        }
    }

    static Vocabulary read() {
        return read("vocabulary.json", new TypeReference<>() {});
    }

    static List<Category> readCategories() {
        return read("categories.json", new TypeReference<>() {});
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(name), name)) {
            return JSON.readValue(in, type);
        } catch (IOException broken) {
            throw new UncheckedIOException(name + " cannot be read", broken);
        }
    }

    Vocabulary {
        languages = new LinkedHashMap<>(languages);
        axes = new LinkedHashMap<>(axes);
    }
}
