/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/**
 * A product of a shop with secrets.
 *
 * @param secret whether the whole product is hidden
 * @param visible what everybody may read of it, unless it is secret
 * @param hidden fields that nobody but the admin may read
 */
record SecretProduct(String id, boolean secret, ObjectNode visible, ObjectNode hidden) {

    /** Dimensions of the vectors, as the model has them. */
    static final int DIMENSION = 384;

    /** Products whose {@code part} is this one all have a vector, but for secret ones. */
    static final String WHOLE = "whole";

    private static final List<String> KINDS = List.of(
            "oak desk", "steel garden", "paper reading", "folding travel", "brass kitchen", "glass office wall");
    private static final List<String> COLOURS = List.of("red", "blue", "green", "white", "grey");
    private static final double SPREAD = 0.5;

    /**
     * Returns products, every third of them secret, the best and the worst too.
     *
     * @param name begins all ids and words that must not be seen
     */
    static List<SecretProduct> random(String name, int size, Random random) {
        List<double[]> centres =
                Stream.generate(() -> gaussian(random)).limit(KINDS.size()).toList();
        List<SecretProduct> products = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int kind = random.nextInt(KINDS.size());
            int place = (i * 7) % size;
            boolean secret = place % 3 == 0 || place == size - 1;
            ObjectNode visible = Http.JSON.createObjectNode();
            String words = "lamp " + COLOURS.get(random.nextInt(COLOURS.size())) + " " + KINDS.get(kind);
            visible.put("title", words + " " + (secret ? name + "title" + i : "no" + i));
            visible.put("category", KINDS.get(kind));
            visible.put("secret", secret);
            visible.put("rank", (1 + place) / 4.0);
            visible.put("tier", 1 + random.nextInt(4));
            visible.put("key", "k" + Long.toString(random.nextLong(), 36));
            visible.put("part", i % 2 == 0 ? WHOLE : "holes");
            boolean vector = secret ? i % 4 == 1 || i % 4 == 2 : i % 2 == 0 || i % 5 != 0;
            if (vector) {
                visible.set("embedding", near(centres.get(kind), random));
            }
            int other = random.nextInt(KINDS.size());
            ObjectNode hidden = Http.JSON.createObjectNode();
            hidden.put("hidden_note", KINDS.get(other) + " " + name + "note" + i);
            hidden.put("hidden_key", name + Long.toString(random.nextLong(), 36));
            // Of ten digits: fewer would soon be found by chance among what a response counts.
            hidden.put(
                    "hidden_number",
                    random.nextInt(1_000_000_000, Integer.MAX_VALUE) * (random.nextBoolean() ? 1 : -1));
            hidden.set("hidden_embedding", near(centres.get(other), random));
            products.add(new SecretProduct((secret ? name + "id" : "p") + i, secret, visible, hidden));
        }
        return products;
    }

    private static double[] gaussian(Random random) {
        return random.doubles(DIMENSION, -1, 1).toArray();
    }

    private static ArrayNode near(double[] centre, Random random) {
        ArrayNode vector = Http.JSON.createArrayNode();
        for (double component : centre) {
            vector.add((float) (component + SPREAD * random.nextGaussian()));
        }
        return vector;
    }

    /** Returns the whole product. */
    Bulk.Document whole() {
        ObjectNode source = visible.deepCopy();
        source.setAll(hidden);
        return new Bulk.Document(id, source);
    }

    /** Returns the product as if it had no hidden fields. */
    Bulk.Document open() {
        return new Bulk.Document(id, visible);
    }
}
