/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * The values of one field of the documents of a window, as the user knows them. Each value travels once, however many
 * documents have it.
 *
 * @param values the distinct values of the window
 * @param rows {@code int[n][]} indices into {@code values}; of a document without a value empty
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of parallel arrays, never compared
public record FieldColumn(List<String> values, int[][] rows) implements Writeable {

    /** What a string weighs beside its characters. */
    private static final int STRING_BYTES = 56;

    FieldColumn(StreamInput in) throws IOException {
        this(in.readStringList(), in.readArray(StreamInput::readVIntArray, int[][]::new));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeStringCollection(values);
        out.writeArray(StreamOutput::writeVIntArray, rows);
    }

    /** Returns what it takes in memory, in bytes. */
    public long bytes() {
        long bytes = 0;
        for (String value : values) {
            bytes += STRING_BYTES + (long) value.length() * Character.BYTES;
        }
        for (int[] row : rows) {
            bytes += 2L * Long.BYTES + (long) row.length * Integer.BYTES;
        }
        return bytes;
    }

    /** Gathers a column value by value. */
    public static final class Builder {

        private final Map<String, Integer> known = new HashMap<>();
        private final List<String> values = new ArrayList<>();
        private final int[][] rows;

        /** Starts a column of documents that have no value. */
        public Builder(int size) {
            this.rows = new int[size][0];
        }

        /** Sets the values of a document. */
        public void set(int row, List<String> found) {
            rows[row] = found.stream().mapToInt(this::index).toArray();
        }

        private int index(String value) {
            return known.computeIfAbsent(value, added -> {
                values.add(added);
                return values.size() - 1;
            });
        }

        /** Returns the column. */
        public FieldColumn build() {
            return new FieldColumn(List.copyOf(values), rows);
        }
    }
}
