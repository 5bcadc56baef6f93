/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.Arrays;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.mapper.VectorTaker;
import org.assort.plugin.rescore.choice.Origin;
import org.assort.rescorer.VectorTable;

/** The vectors of a window as they are found, read straight into one table, and where each came from. */
final class VectorRows {

    private final byte[] origins;
    /** Null as long as there is no vector. */
    private VectorTable table;

    VectorRows(int size) {
        this.origins = new byte[size];
        Arrays.fill(origins, Origin.MISSING.code());
    }

    /** Returns whether the row has a vector. */
    boolean has(int row) {
        return table != null && table.has(row);
    }

    /**
     * Sets a row; a vector of zeros has no direction and counts as missing.
     *
     * @param vector not kept
     * @throws IllegalArgumentException (400) when vectors differ in dimension
     */
    void set(int row, float[] vector, Origin origin) {
        if (table == null && isZero(vector)) {
            return;
        }
        table(vector.length).set(row, vector);
        mark(row, has(row) ? origin : Origin.MISSING);
    }

    /**
     * Sets a row to codes as they were stored; zeros count as missing.
     *
     * @param stored not kept
     * @throws IllegalArgumentException (400) when vectors differ in dimension
     */
    void set(int row, BytesRef stored, Origin origin) {
        if (table == null && isZero(stored)) {
            return;
        }
        table(stored.length).set(row, stored.bytes, stored.offset, stored.length);
        mark(row, has(row) ? origin : Origin.MISSING);
    }

    /** Forgets the vector of a row. */
    void clear(int row) {
        if (has(row)) {
            table.set(row, (byte[]) null);
        }
        mark(row, Origin.MISSING);
    }

    /** Returns what sets a row to a vector of the index. */
    VectorTaker taker(int row) {
        return new VectorTaker() {
            @Override
            public void floats(float[] vector) {
                set(row, vector, Origin.STORED);
            }

            @Override
            public void codes(BytesRef codes) {
                set(row, codes, Origin.STORED);
            }
        };
    }

    private static boolean isZero(float[] vector) {
        for (float component : vector) {
            if (component != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(BytesRef codes) {
        for (int i = 0; i < codes.length; i++) {
            if (codes.bytes[codes.offset + i] != 0) {
                return false;
            }
        }
        return true;
    }

    private VectorTable table(int dimension) {
        if (table == null) {
            table = new VectorTable(dimension, origins.length);
        } else if (table.dimension() != dimension) {
            throw new IllegalArgumentException("the vectors of products must have one dimension, got ["
                    + table.dimension() + "] and [" + dimension + "]");
        }
        return table;
    }

    /** Says of a row where its vector came from, or why it has none. */
    void mark(int row, Origin origin) {
        origins[row] = origin.code();
    }

    /** Returns {@code byte[size]}, the codes of {@link Origin}. */
    byte[] origins() {
        return origins;
    }

    /** Returns the vectors; the table is the one that further rows are put into. */
    VectorTable table() {
        return table == null ? new VectorTable(0, origins.length) : table;
    }
}
