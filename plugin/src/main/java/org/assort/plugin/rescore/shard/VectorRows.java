/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.Arrays;
import org.assort.plugin.rescore.choice.Origin;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.VectorTable;

/** The codes of a window's vectors as they are found, row by row, and where each came from. */
final class VectorRows {

    private final byte[][] codes;
    private final byte[] origins;

    VectorRows(int size) {
        this.codes = new byte[size][];
        this.origins = new byte[size];
        Arrays.fill(origins, Origin.MISSING.code());
    }

    /** Returns whether the row has a vector. */
    boolean has(int row) {
        return codes[row] != null;
    }

    /** Sets a row; a vector of zeros has no direction and counts as missing. */
    void set(int row, float[] vector, Origin origin) {
        setCodes(row, VectorCodes.of(vector), origin);
    }

    /** Sets a row to codes as they were stored, which are not to be changed any more. */
    void setBytes(int row, byte[] stored, Origin origin) {
        boolean zero = true;
        for (byte code : stored) {
            zero &= code == 0;
        }
        setCodes(row, zero ? null : stored, origin);
    }

    private void setCodes(int row, byte[] vector, Origin origin) {
        codes[row] = vector;
        mark(row, vector == null ? Origin.MISSING : origin);
    }

    /** Says of a row where its vector came from, or why it has none. */
    void mark(int row, Origin origin) {
        origins[row] = origin.code();
    }

    /** Returns {@code byte[size]}, the codes of {@link Origin}. */
    byte[] origins() {
        return origins;
    }

    /**
     * Returns the vectors as a table.
     *
     * @throws IllegalArgumentException (400) when they differ in dimension
     */
    VectorTable table() {
        int dimension = 0;
        for (byte[] row : codes) {
            if (row != null && dimension == 0) {
                dimension = row.length;
            }
        }
        VectorTable table = new VectorTable(dimension, codes.length);
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == null) {
                continue;
            }
            if (codes[row].length != dimension) {
                throw new IllegalArgumentException("the vectors of products must have one dimension, got [" + dimension
                        + "] and [" + codes[row].length + "]");
            }
            table.set(row, codes[row]);
        }
        return table;
    }
}
