/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.DocIdSetBuilder;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.Terms;

/**
 * Items of a field of sorted numeric doc values that are whole numbers, written in decimal as terms; found by its points where
 * it has some of 4 or 8 bytes. Ordinals are given in the order in which values are met.
 */
public final class NumericItems implements Items {

    private final String field;
    private final List<OrderLeaf> leaves;
    private final LongOrdinals ordinals;
    private final boolean indexed;

    private NumericItems(String field, List<OrderLeaf> leaves, LongOrdinals ordinals) {
        this.field = field;
        this.leaves = leaves;
        this.ordinals = ordinals;
        this.indexed = leaves.stream().allMatch(leaf -> found(leaf));
    }

    /**
     * Opens the field.
     *
     * @param memory 40 bytes or less are accounted to it for each item met, and never given back
     */
    public static NumericItems open(String field, List<OrderLeaf> leaves, MemoryAccount memory) {
        return new NumericItems(field, leaves, new LongOrdinals(memory));
    }

    private boolean found(OrderLeaf leaf) {
        FieldInfo info = leaf.reader().getFieldInfos().fieldInfo(field);
        return info == null
                || (info.getPointDimensionCount() == 1
                        && (info.getPointNumBytes() == Integer.BYTES || info.getPointNumBytes() == Long.BYTES));
    }

    @Override
    public int size() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String term(int ordinal) {
        return Long.toString(ordinals.value(ordinal));
    }

    /** Gives one that was not met yet the next ordinal, as whether a document has it is not known. */
    @Override
    public int ordinal(String term) {
        long value;
        try {
            value = Long.parseLong(term);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
        // Only what is written as such a number is written is one of the terms.
        return Long.toString(value).equals(term) ? ordinals.add(value) : -1;
    }

    @Override
    public int compare(int one, int other) {
        return Terms.ORDER.compare(term(one), term(other));
    }

    @Override
    public ItemReader reader(int leaf) throws IOException {
        SortedNumericDocValues values =
                DocValues.getSortedNumeric(leaves.get(leaf).reader(), field);
        return new ItemReader() {
            @Override
            public int advance(int doc) throws IOException {
                return values.advanceExact(doc) ? values.docValueCount() : 0;
            }

            @Override
            public int next() throws IOException {
                return ordinals.add(values.nextValue());
            }
        };
    }

    @Override
    public DocIdSetIterator documents(int leaf, int ordinal) throws IOException {
        if (!indexed) {
            throw new UnsupportedOperationException("[" + field + "] is not indexed");
        }
        OrderLeaf of = leaves.get(leaf);
        PointValues points = of.reader().getPointValues(field);
        long value = ordinals.value(ordinal);
        if (points == null || !PointDocuments.fits(value, points.getBytesPerDimension())) {
            return null;
        }
        DocIdSetBuilder builder = new DocIdSetBuilder(of.reader().maxDoc(), points);
        points.intersect(new PointDocuments(value, points.getBytesPerDimension(), builder));
        return builder.build().iterator();
    }

    /** At most a bit for each document of the segment, as they are collected first. */
    @Override
    public long walkBytes(int leaf) {
        return leaves.get(leaf).reader().maxDoc() / Byte.SIZE;
    }

    @Override
    public long documentCount(int ordinal) throws IOException {
        long count = 0;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            DocIdSetIterator documents = documents(leaf, ordinal);
            while (documents != null && documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                count++;
            }
        }
        return count;
    }

    @Override
    public boolean indexed() {
        return indexed;
    }
}
