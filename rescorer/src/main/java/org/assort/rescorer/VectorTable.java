/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import org.apache.lucene.util.VectorUtil;

/**
 * The unit vectors of candidates: {@code float[size][dimension]}, where rows may be missing.
 *
 * <p>Memory is 4·size·dimension bytes for rows that are set. Not safe for threads while rows are being set.
 */
public final class VectorTable {

    /** A squared length this near to 1 is what casting a unit vector to float leaves: see {@link #unit}. */
    private static final double UNIT_ROUNDING = 0x1p-22;

    private final int dimension;
    private final float[][] rows;
    private int missing;

    /**
     * A table without any vector yet.
     *
     * @param dimension of every vector; 0 where no candidate has one
     * @param size number of candidates
     * @throws IllegalArgumentException if one is negative
     */
    public VectorTable(int dimension, int size) {
        if (dimension < 0 || size < 0) {
            throw new IllegalArgumentException(
                    "[dimension] and [size] must be at least 0, got [" + dimension + "] and [" + size + "]");
        }
        this.dimension = dimension;
        this.rows = new float[size][];
        this.missing = size;
    }

    /**
     * Sets a row to a copy of the vector, scaled to unit length. A zero vector has no direction: the row is then missing.
     *
     * @throws IllegalArgumentException if the dimension is not that of the table, or a component is not finite
     */
    public void set(int row, float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException("a vector must have the dimension [" + dimension + "], got ["
                    + vector.length + "] for candidate [" + row + "]");
        }
        boolean had = rows[row] != null;
        rows[row] = unit(vector);
        boolean has = rows[row] != null;
        if (had != has) {
            missing += has ? -1 : 1;
        }
    }

    /** Whether the row is set. */
    public boolean has(int row) {
        return rows[row] != null;
    }

    /** Components of every vector. */
    public int dimension() {
        return dimension;
    }

    /** Number of rows, missing ones included. */
    public int size() {
        return rows.length;
    }

    /** Number of missing rows. */
    public int missing() {
        return missing;
    }

    /** Cosine of two rows, in [-1, 1]; 0 where one is missing. Symmetric to the bit. */
    public float cosine(int i, int j) {
        return cosine(rows[i], rows[j]);
    }

    /** Cosine of a row and a unit vector of the same dimension, in [-1, 1]; 0 where the row is missing. */
    public float cosine(int i, float[] unitQuery) {
        return cosine(rows[i], unitQuery);
    }

    private static float cosine(float[] a, float[] b) {
        if (a == null || b == null) {
            return 0;
        }
        return Math.max(-1, Math.min(1, VectorUtil.dotProduct(a, b)));
    }

    /**
     * A copy of unit length, or null for a zero vector. A vector that comes from here is given back bit for bit, so a
     * node that receives unit vectors computes with the same numbers as the node that sent them.
     *
     * @throws IllegalArgumentException if a component is not finite
     */
    public static float[] unit(float[] v) {
        // In double: the square of a float neither overflows nor underflows there.
        double squared = squaredLength(v);
        if (!(squared < Double.POSITIVE_INFINITY)) {
            throw notFinite(v);
        }
        if (squared == 0) {
            return null;
        }
        float[] unit = v.clone();
        if (Math.abs(squared - 1) > UNIT_ROUNDING) {
            double scale = 1 / Math.sqrt(squared);
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (unit[i] * scale);
            }
        }
        return unit;
    }

    static double squaredLength(float[] v) {
        // Four sums, so that an addition need not wait for the one before.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < v.length; i += 4) {
            a += (double) v[i] * v[i];
            b += (double) v[i + 1] * v[i + 1];
            c += (double) v[i + 2] * v[i + 2];
            d += (double) v[i + 3] * v[i + 3];
        }
        for (; i < v.length; i++) {
            a += (double) v[i] * v[i];
        }
        return (a + b) + (c + d);
    }

    private static IllegalArgumentException notFinite(float[] v) {
        int at = 0;
        while (at < v.length - 1 && Float.isFinite(v[at])) {
            at++;
        }
        return new IllegalArgumentException(
                "a vector must have finite components, got [" + v[at] + "] at [" + at + "]");
    }
}
