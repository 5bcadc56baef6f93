/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ScoreDoc;

/**
 * The documents of a window, to be read in the order in which they lie.
 *
 * <p>Lucene's iterators over a segment only go forward, and hits come by score: reading by score would miss values.
 */
final class WindowDocs {

    private final ScoreDoc[] docs;
    private final List<LeafReaderContext> leaves;
    private final long[] byDocument;
    private final Runnable check;

    /**
     * @param docs first {@code size} are the window, best first
     * @param leaves of the searcher that found them
     * @param check run before each document is read; throws to give up
     */
    WindowDocs(ScoreDoc[] docs, int size, List<LeafReaderContext> leaves, Runnable check) {
        this.docs = docs;
        this.leaves = leaves;
        this.check = check;
        this.byDocument = new long[size];
        for (int row = 0; row < size; row++) {
            byDocument[row] = (long) docs[row].doc << Integer.SIZE | row;
        }
        Arrays.sort(byDocument);
    }

    /** Visits the documents of one segment. */
    interface Leaf {
        /**
         * Takes one document.
         *
         * @param row position in the window
         * @param document in the segment; ascends from call to call
         */
        void read(int row, int document) throws IOException;
    }

    /** Gives what visits the documents of a segment. */
    interface Leaves {
        Leaf of(LeafReaderContext leaf) throws IOException;
    }

    /** Visits every document of the window, segment by segment. */
    void forEach(Leaves visitor) throws IOException {
        int ordinal = -1;
        Leaf leaf = null;
        for (long entry : byDocument) {
            check.run();
            int document = (int) (entry >>> Integer.SIZE);
            int next = ReaderUtil.subIndex(document, leaves);
            if (next != ordinal) {
                ordinal = next;
                leaf = visitor.of(leaves.get(ordinal));
            }
            leaf.read((int) entry, document - leaves.get(ordinal).docBase);
        }
    }

    /** Returns the number of documents in the window. */
    int size() {
        return byDocument.length;
    }

    /** Returns the document at a position of the window, over all segments. */
    int document(int row) {
        return docs[row].doc;
    }

    /** Returns {@code float[size]}, the first-pass scores by position. */
    float[] scores() {
        float[] scores = new float[size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = docs[row].score;
        }
        return scores;
    }
}
