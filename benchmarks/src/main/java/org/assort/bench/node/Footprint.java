/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.shop.Components;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Estimate;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/**
 * Bytes on disk of vectors as bytes, over those of the same vectors as floats: of three indices that differ in nothing else, one
 * without vectors, the files that hold doc values.
 */
final class Footprint {

    private static final double LIMIT = 0.27;
    private static final String FIELD = "vector";
    private static final String NONE = "none";
    private static final List<String> ENCODINGS = List.of(NONE, "float32", "int8");
    private static final List<String> DOC_VALUES = List.of("dvd", "dvm");

    /** One file an index file, so that each can be counted. */
    private static final Map<String, String> SETTINGS =
            Map.of("index.compound_format", "false", "index.merge.policy.segments_per_tier", "50");

    private final ShopNodes node;
    private final Encoder encoder;
    private final float[][] vectors;

    private Footprint(ShopNodes node, Encoder encoder, float[][] vectors) {
        this.node = node;
        this.encoder = encoder;
        this.vectors = vectors;
    }

    static void measure(Run run, ShopNodes node, Encoder encoder, float[][] vectors, NodeIndex like)
            throws IOException {
        run.report().step("counting bytes on disk, " + like.label());
        Map<String, Long> bytes = new HashMap<>();
        for (String encoding : ENCODINGS) {
            bytes.put(encoding, new Footprint(node, encoder, vectors).bytes(encoding, like.segments()));
        }
        double floats = bytes.get("float32") - bytes.get(NONE);
        double codes = bytes.get("int8") - bytes.get(NONE);
        run.report()
                .info(
                        "node." + like.label() + ".doc_values",
                        String.format(
                                Locale.ROOT,
                                "%.1f bytes a product as float32, %.1f as int8, on disk",
                                floats / vectors.length,
                                codes / vectors.length));
        double ratio = codes / floats;
        run.report()
                .bar(
                        Bar.atMost(
                                "node." + like.label() + ".int8_bytes",
                                LIMIT,
                                new Estimate(ratio, ratio, ratio, vectors.length)),
                        new double[] {ratio});
    }

    private long bytes(String encoding, int segments) throws IOException {
        ShopIndex index = new ShopIndex(node.http(), "bytes_" + encoding);
        ObjectNode fields = Http.JSON.createObjectNode();
        if (!encoding.equals(NONE)) {
            fields.set(FIELD, NodeIndex.productVector(encoder, encoding));
        }
        index.create(fields, 1, SETTINGS);
        for (int part = 0; part < segments; part++) {
            index.add(IntStream.range((int) ((long) vectors.length * part / segments), (int)
                            ((long) vectors.length * (part + 1) / segments))
                    .mapToObj(i -> document(i, encoding))
                    .iterator());
        }
        index.http().post("/" + index.name() + "/_flush", "").ok();
        index.check(segments, vectors.length);
        JsonNode sizes = index.http()
                .get("/" + index.name() + "/_stats/segments?include_segment_file_sizes=true")
                .ok()
                .at("/_all/primaries/segments/file_sizes");
        index.http().delete("/" + index.name()).ok();
        long bytes = 0;
        for (String file : DOC_VALUES) {
            bytes += sizes.path(file).path("size_in_bytes").asLong();
        }
        if (bytes == 0) {
            throw new IOException("no doc values among the files " + sizes);
        }
        return bytes;
    }

    private Bulk.Document document(int number, String encoding) {
        ObjectNode source = Http.JSON.createObjectNode();
        if (!encoding.equals(NONE)) {
            source.set(FIELD, Components.of(vectors[number]));
        }
        return new Bulk.Document(Integer.toString(number), source);
    }
}
