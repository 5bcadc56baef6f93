/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assort.bench.data.Product;
import org.assort.bench.shop.Components;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/**
 * Products in one shard of so many segments, each with its vector in three fields: {@link ShopIndex#VECTOR}, by which k-NN
 * finds it, {@link #FLOAT32} and {@link #INT8}.
 *
 * @param segments how many there are to be
 */
record NodeIndex(ShopIndex index, int segments) {

    /** A {@code product_vector} field of floats. */
    static final String FLOAT32 = "as_float32";

    /** A {@code product_vector} field of bytes. */
    static final String INT8 = "as_int8";

    /** As many as the parts in which products are indexed. */
    static final int MANY = 10;

    /** Keeps the parts apart, which would else be merged as they come. */
    private static final Map<String, String> SETTINGS =
            Map.of(ShopIndex.KNN, "true", "index.merge.policy.segments_per_tier", "50");

    /** Two indices of the same products: one of one segment, one of {@link #MANY}. */
    static List<NodeIndex> make(Http http, Encoder encoder, List<Product> products)
            throws IOException, EmbeddingException, InterruptedException {
        NodeIndex one = new NodeIndex(new ShopIndex(http, "one_segment"), 1);
        NodeIndex many = new NodeIndex(new ShopIndex(http, "ten_segments"), MANY);
        List<NodeIndex> both = List.of(one, many);
        for (NodeIndex index : both) {
            index.index.create(fields(encoder), 1, SETTINGS);
        }
        for (int part = 0; part < MANY; part++) {
            int from = (int) ((long) products.size() * part / MANY);
            int to = (int) ((long) products.size() * (part + 1) / MANY);
            List<Product> some = List.copyOf(products.subList(from, to));
            float[][] vectors =
                    encoder.passagesOnAllCores(some.stream().map(Product::text).toList());
            for (NodeIndex index : both) {
                index.index.add(IntStream.range(0, vectors.length)
                        .mapToObj(i -> document(some.get(i), from + i, vectors[i]))
                        .iterator());
            }
        }
        for (NodeIndex index : both) {
            if (index.index.segments() > index.segments) {
                index.index.merge(index.segments);
            }
            index.index.check(index.segments, products.size());
        }
        return both;
    }

    private static ObjectNode fields(Encoder encoder) {
        ObjectNode fields = ShopIndex.withVectors(ShopIndex.fields(), encoder.dimension());
        fields.set(FLOAT32, productVector(encoder, "float32"));
        fields.set(INT8, productVector(encoder, "int8"));
        return fields;
    }

    /** The mapping of a {@code product_vector} field. */
    static ObjectNode productVector(Encoder encoder, String encoding) {
        return Http.JSON
                .createObjectNode()
                .put("type", "product_vector")
                .put("dimension", encoder.dimension())
                .put("model", encoder.id())
                .put("encoding", encoding);
    }

    private static Bulk.Document document(Product product, int number, float[] vector) {
        Bulk.Document document = ShopIndex.document(product, number);
        for (String field : List.of(ShopIndex.VECTOR, FLOAT32, INT8)) {
            ((ObjectNode) document.source()).set(field, Components.of(vector));
        }
        return document;
    }

    /** As in the names of figures. */
    String label() {
        return index.name();
    }
}
