/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.index.NumericDocValues;

/**
 * Which documents of a segment are in the samples of several items. Documents are asked about window by window, and within one by
 * ascending number for each item. Where the items have many, the places of all documents of a window are looked up one after the
 * other, which is several times faster than from document to document.
 */
final class LeafSample {

    /** Documents of a window: 128 KB of places, which stay in the cache. */
    static final int WINDOW = 1 << 14;

    /** What the places of a window take. */
    static final long BYTES = (long) WINDOW * Double.BYTES;

    /** Documents to be looked up for each that there is, from which on all are. Measured. */
    private static final double SHARE = 0.2;

    private final double[] fractions;
    /** Of the window at hand; null where documents are looked up one by one. */
    private final double[] places;
    /** Of the whole segment in a window's stead. */
    private final NumericDocValues all;

    private final NumericDocValues[] each;
    private int from;

    /**
     * Looks nothing up yet.
     *
     * @param fractions of each item how much is in its sample
     * @param lookUps about how many documents the items have whose sample is not all
     */
    LeafSample(OrderLeaf leaf, SamplingKeys keys, double[] fractions, long lookUps) throws IOException {
        this.fractions = fractions;
        boolean together = lookUps > SHARE * leaf.reader().maxDoc();
        this.places = together ? new double[WINDOW] : null;
        this.all = together ? keys.of(leaf.reader()) : null;
        this.each = new NumericDocValues[together ? 0 : fractions.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = fractions[i] < 1 ? keys.of(leaf.reader()) : null;
        }
    }

    /** Goes on to the documents from a number on, below another, at most {@link #WINDOW}. */
    void open(int first, int end) throws IOException {
        from = first;
        if (places != null) {
            for (int doc = first; doc < end; doc++) {
                places[doc - first] = SamplingKeys.place(all, doc);
            }
        }
    }

    /** Whether a document of the window is in the sample of an item. */
    boolean holds(int item, int doc) throws IOException {
        if (fractions[item] >= 1) {
            return true;
        }
        double place = places == null ? SamplingKeys.place(each[item], doc) : places[doc - from];
        return place < fractions[item];
    }
}
