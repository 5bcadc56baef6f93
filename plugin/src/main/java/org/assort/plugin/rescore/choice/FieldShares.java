/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.rescorer.FieldValues;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * How a field's values are spread over the first positions.
 *
 * @param field as the clause names it
 * @param before how many distinct values the first-pass order has there
 * @param after how many the chosen order has
 * @param shares of positions whose product has a value, by value, the most frequent first, at most {@link #SHOWN}
 */
record FieldShares(String field, int before, int after, Map<String, Double> shares)
        implements Writeable, ToXContentObject {

    /** Values that are named. */
    static final int SHOWN = 10;

    FieldShares(StreamInput in) throws IOException {
        this(in.readString(), in.readVInt(), in.readVInt(), readShares(in));
    }

    // What the server reads as a map has another order.
    private static Map<String, Double> readShares(StreamInput in) throws IOException {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int left = in.readVInt(); left > 0; left--) {
            shares.put(in.readString(), in.readDouble());
        }
        return shares;
    }

    /**
     * Counts the values.
     *
     * @param order candidates by position
     */
    static FieldShares of(MergedFields.Field field, int[] firstPass, int[] order, int depth) {
        int[] counts = counts(field.values(), order, depth);
        List<Integer> frequent = new ArrayList<>();
        for (int ordinal = 0; ordinal < counts.length; ordinal++) {
            if (counts[ordinal] > 0) {
                frequent.add(ordinal);
            }
        }
        // Stable: of equals the one whose name comes first.
        frequent.sort(Comparator.comparingInt(ordinal -> -counts[ordinal]));
        Map<String, Double> shares = new LinkedHashMap<>();
        for (int ordinal : frequent.subList(0, Math.min(SHOWN, frequent.size()))) {
            shares.put(field.labels().get(ordinal), (double) counts[ordinal] / depth);
        }
        int before = distinct(counts(field.values(), firstPass, depth));
        return new FieldShares(field.spec().name(), before, frequent.size(), shares);
    }

    private static int[] counts(FieldValues values, int[] order, int depth) {
        int[] counts = new int[values.cardinality()];
        for (int position = 0; position < depth; position++) {
            for (int k = 0; k < values.count(order[position]); k++) {
                counts[values.ordinal(order[position], k)]++;
            }
        }
        return counts;
    }

    private static int distinct(int[] counts) {
        int distinct = 0;
        for (int count : counts) {
            distinct += count > 0 ? 1 : 0;
        }
        return distinct;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeString(field);
        out.writeVInt(before);
        out.writeVInt(after);
        out.writeMap(shares, StreamOutput::writeString, StreamOutput::writeDouble);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().field("field", field);
        builder.startObject("distinct")
                .field("before", before)
                .field("after", after)
                .endObject();
        return builder.field("shares", shares).endObject();
    }
}
