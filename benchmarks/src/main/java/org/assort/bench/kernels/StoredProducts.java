/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.kernels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** An index on disk of one segment, in which each document has one vector in every form. */
final class StoredProducts {

    static final int COUNT = 10_000;
    static final int DIMENSION = 384;

    /** So many that the window is not in the processor's nearest cache each time. */
    static final int WINDOWS = 16;

    private StoredProducts() {}

    static void write(Path folder, Random random) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCodec(new HardlyAGraph());
        try (Directory directory = FSDirectory.open(folder);
                IndexWriter writer = new IndexWriter(directory, config)) {
            for (int product = 0; product < COUNT; product++) {
                float[] vector = new float[DIMENSION];
                for (int i = 0; i < DIMENSION; i++) {
                    vector[i] = (float) random.nextGaussian();
                }
                Document document = new Document();
                for (StoredForm form : StoredForm.values()) {
                    document.add(form.field(vector));
                }
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
    }

    /** Vectors lie as ever; the graph over them, which is built for nearest neighbours and not read here, is kept small. */
    private static final class HardlyAGraph extends Lucene104Codec {

        private static final int LINKS = 2;
        private static final int BEAM = 2;

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswVectorsFormat(LINKS, BEAM);
        }
    }
}
