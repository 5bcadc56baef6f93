/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.util.VectorUtil;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.simd.DotProduct;
import org.assort.rescorer.simd.WideRows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One vector with each of some, which were made one after the other. The classes of this package that JMH starts
 * are public because its generated ones lie in another package.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DotProducts {

    /** A window. */
    static final int MANY = 500;

    /** Those that are chosen of it, as many blocks as hold 50: what a candidate is compared with. */
    static final int FEW = 52;

    /** What a code has on top, so that none has a sign. */
    private static final int OFFSET = 128;

    @Param("384")
    public int dimension;

    /** How many, whole blocks. */
    @Param("500")
    public int rows;

    @Param("0")
    public long seed;

    private float[] floatQuery;
    private float[][] floatRows;
    private byte[] codeQuery;
    private byte[][] codeRows;
    private byte[] unsignedQuery;
    private byte[] unsignedRows;
    private int[] rowExcess;
    private double[] rowSquaredNorms;
    private int queryExcess;
    private int querySquaredNorm;
    private WideRows wideRows;
    private int[] products;
    private double[] cosines;

    @Setup
    public void make() {
        if (dimension % DotProduct.STEP != 0) {
            throw new IllegalArgumentException(
                    "[dimension] must be a multiple of [" + DotProduct.STEP + "], got [" + dimension + "]");
        }
        if (rows % WideRows.BLOCK != 0) {
            throw new IllegalArgumentException(
                    "[rows] must be a multiple of [" + WideRows.BLOCK + "], got [" + rows + "]");
        }
        Random random = new Random(seed);
        floatQuery = unit(random);
        floatRows = new float[rows][];
        for (int i = 0; i < rows; i++) {
            floatRows[i] = unit(random);
        }
        codeQuery = VectorCodes.of(floatQuery);
        codeRows = new byte[rows][];
        for (int i = 0; i < rows; i++) {
            codeRows[i] = VectorCodes.of(floatRows[i]);
        }
        unsignedQuery = new byte[dimension];
        unsigned(codeQuery, unsignedQuery, 0);
        queryExcess = excess(codeQuery);
        querySquaredNorm = VectorUtil.dotProduct(codeQuery, codeQuery);
        unsignedRows = new byte[rows * dimension];
        rowExcess = new int[rows];
        rowSquaredNorms = new double[rows];
        wideRows = new WideRows(dimension, rows);
        for (int i = 0; i < rows; i++) {
            unsigned(codeRows[i], unsignedRows, i * dimension);
            int squaredNorm = VectorUtil.dotProduct(codeRows[i], codeRows[i]);
            rowExcess[i] = excess(codeRows[i]);
            rowSquaredNorms[i] = squaredNorm;
            wideRows.add(unsignedRows, i * dimension, rowExcess[i], squaredNorm);
        }
        products = new int[WideRows.BLOCK];
        cosines = new double[WideRows.BLOCK];
    }

    private float[] unit(Random random) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return VectorUtil.l2normalize(vector);
    }

    private static void unsigned(byte[] codes, byte[] to, int from) {
        for (int i = 0; i < codes.length; i++) {
            to[from + i] = (byte) (codes[i] + OFFSET);
        }
    }

    /** 128·Σ + 128²·dimension/2: a product of two rows with the offset has that too much, of each. */
    private int excess(byte[] codes) {
        int sum = 0;
        for (byte code : codes) {
            sum += code;
        }
        return OFFSET * sum + OFFSET * OFFSET / 2 * dimension;
    }

    /** What {@link #int8} has more than {@link #luceneInt8}. */
    int int8Excess() {
        int sum = 0;
        for (byte[] row : codeRows) {
            sum += queryExcess + excess(row);
        }
        return sum;
    }

    /** Lucene's, of floats. */
    @Benchmark
    public float luceneFloat() {
        float sum = 0;
        for (float[] row : floatRows) {
            sum += VectorUtil.dotProduct(floatQuery, row);
        }
        return sum;
    }

    /** Lucene's, of bytes. */
    @Benchmark
    public int luceneInt8() {
        int sum = 0;
        for (byte[] row : codeRows) {
            sum += VectorUtil.dotProduct(codeQuery, row);
        }
        return sum;
    }

    /** Ours, row by row. */
    @Benchmark
    public int int8() {
        int sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += DotProduct.of(unsignedQuery, 0, unsignedRows, i * dimension, dimension);
        }
        return sum;
    }

    /** Ours, row by row, up to the cosine. */
    @Benchmark
    public double int8Cosine() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            int dot = DotProduct.of(unsignedQuery, 0, unsignedRows, i * dimension, dimension);
            sum += (dot - queryExcess - rowExcess[i]) / Math.sqrt(querySquaredNorm * rowSquaredNorms[i]);
        }
        return sum;
    }

    /** Ours, a block of rows at once, up to the cosine: there is no product alone. */
    @Benchmark
    public double int8ByBlock() {
        double sum = 0;
        for (int first = 0; first < rows; first += WideRows.BLOCK) {
            wideRows.products(unsignedQuery, 0, first, products, 0);
            wideRows.cosines(products, 0, queryExcess, querySquaredNorm, first, cosines, 0);
            for (double cosine : cosines) {
                sum += cosine;
            }
        }
        return sum;
    }
}
