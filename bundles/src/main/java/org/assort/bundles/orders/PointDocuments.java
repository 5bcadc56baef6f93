/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Arrays;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.DocIdSetBuilder;
import org.apache.lucene.util.NumericUtils;

/** Collects the documents of one value. */
final class PointDocuments implements PointValues.IntersectVisitor {

    private final byte[] wanted;
    private final DocIdSetBuilder builder;
    private DocIdSetBuilder.BulkAdder adder;

    /** @param bytes of a point: 4 or 8 */
    PointDocuments(long value, int bytes, DocIdSetBuilder builder) {
        this.wanted = new byte[bytes];
        this.builder = builder;
        if (bytes == Integer.BYTES) {
            NumericUtils.intToSortableBytes((int) value, wanted, 0);
        } else {
            NumericUtils.longToSortableBytes(value, wanted, 0);
        }
    }

    /** Whether a point of so many bytes can be of the value. */
    static boolean fits(long value, int bytes) {
        return bytes == Long.BYTES || value == (int) value;
    }

    @Override
    public void grow(int count) {
        adder = builder.grow(count);
    }

    @Override
    public void visit(int doc) {
        adder.add(doc);
    }

    @Override
    public void visit(int doc, byte[] packed) {
        if (Arrays.equals(wanted, packed)) {
            adder.add(doc);
        }
    }

    @Override
    public void visit(DocIdSetIterator documents, byte[] packed) throws java.io.IOException {
        if (Arrays.equals(wanted, packed)) {
            adder.add(documents);
        }
    }

    @Override
    public PointValues.Relation compare(byte[] least, byte[] greatest) {
        int below = Arrays.compareUnsigned(wanted, least);
        int above = Arrays.compareUnsigned(wanted, greatest);
        if (below < 0 || above > 0) {
            return PointValues.Relation.CELL_OUTSIDE_QUERY;
        }
        return below == 0 && above == 0
                ? PointValues.Relation.CELL_INSIDE_QUERY
                : PointValues.Relation.CELL_CROSSES_QUERY;
    }
}
