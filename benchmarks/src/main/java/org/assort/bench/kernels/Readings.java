/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.rescore.shard.WindowVectors;
import org.assort.rescorer.VectorTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The vectors of the products that a search found are read from {@link StoredProducts}, window after window. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Readings {

    @Param("100")
    public int window;

    /** A {@link StoredForm}. */
    @Param("PRODUCT_INT8")
    public String form;

    /** Folder of the index. */
    @Param("")
    public String index;

    @Param("0")
    public long seed;

    private StoredForm stored;
    private Directory directory;
    private DirectoryReader reader;
    private WindowVectors vectors;
    private ScoreDoc[][] windows;
    private int[][] ordered;
    private int next;

    @Setup
    public void open() throws IOException {
        stored = StoredForm.valueOf(form);
        directory = FSDirectory.open(Path.of(index));
        reader = DirectoryReader.open(directory);
        vectors = new WindowVectors(reader);
        Random random = new Random(seed);
        windows = new ScoreDoc[StoredProducts.WINDOWS][];
        ordered = new int[windows.length][];
        for (int i = 0; i < windows.length; i++) {
            // As from a search: in an order that has nothing to do with how they lie.
            windows[i] = random.ints(0, reader.maxDoc())
                    .distinct()
                    .limit(window)
                    .mapToObj(document -> new ScoreDoc(document, 1))
                    .toArray(ScoreDoc[]::new);
            ordered[i] =
                    Arrays.stream(windows[i]).mapToInt(hit -> hit.doc).sorted().toArray();
        }
    }

    @TearDown
    public void close() throws IOException {
        reader.close();
        directory.close();
    }

    /** As the plugin does. */
    @Benchmark
    public VectorTable read() throws IOException {
        next = (next + 1) % windows.length;
        return stored.read(vectors, windows[next], StoredProducts.DIMENSION);
    }

    /** The least that anybody could do: the codes copied as they lie, in an order found beforehand. */
    @Benchmark
    public byte[] copy() throws IOException {
        next = (next + 1) % windows.length;
        BinaryDocValues values = reader.leaves().getFirst().reader().getBinaryDocValues(form);
        byte[] copy = new byte[window * StoredProducts.DIMENSION];
        int at = 0;
        for (int document : ordered[next]) {
            if (!values.advanceExact(document)) {
                throw new IllegalStateException("[" + form + "] has no doc value");
            }
            BytesRef value = values.binaryValue();
            int end = value.offset + value.length;
            System.arraycopy(value.bytes, end - StoredProducts.DIMENSION, copy, at, StoredProducts.DIMENSION);
            at += StoredProducts.DIMENSION;
        }
        return copy;
    }
}
