/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;

/** The kept vectors of one segment, as the reader shows them: of a field that it hides there are none. */
public final class VectorReader {

    private final BinaryDocValues values;
    private final StoredFloats floats = new StoredFloats(VectorBytes.ORDER);

    private VectorReader(BinaryDocValues values) {
        this.values = values;
    }

    /** Returns what reads a field's vectors from a segment. */
    public static VectorReader of(LeafReader segment, String field) throws IOException {
        // A wrapper that hides a field may do so in the list of fields alone.
        boolean shown = segment.getFieldInfos().fieldInfo(field) != null;
        return new VectorReader(shown ? DocValues.getBinary(segment, field) : DocValues.emptyBinary());
    }

    /**
     * Hands over the vector of a document, if it has one.
     *
     * @param document in the segment; must not lie before one that was asked for earlier
     * @throws IllegalStateException if the form is none that this version knows
     */
    public void read(int document, VectorTaker taker) throws IOException {
        if (values.advanceExact(document)) {
            VectorBytes.read(values.binaryValue(), floats, taker);
        }
    }

    /** Returns a document's vector, or null where it has none; for the order of calls see {@link #read}. */
    float[] vector(int document) throws IOException {
        return values.advanceExact(document) ? VectorBytes.vector(values.binaryValue()) : null;
    }
}
