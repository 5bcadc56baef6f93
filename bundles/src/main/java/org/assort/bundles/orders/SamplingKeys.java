/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;

/** A number of each document that all replicas of its shard agree on, as they don't on document ids. */
@FunctionalInterface
public interface SamplingKeys {

    /** The numbers of a segment's documents; null where it has none, and 0 is everybody's. */
    NumericDocValues of(LeafReader reader) throws IOException;

    /** Where a hash of its number puts a document, in [0, 1); the numbers are read forwards, and may be null. */
    static double place(NumericDocValues numbers, int doc) throws IOException {
        return Hash.place(numbers != null && numbers.advanceExact(doc) ? numbers.longValue() : 0);
    }

    /** From a field of numeric doc values, as {@code _seq_no} is. */
    static SamplingKeys field(String name) {
        return reader -> reader.getNumericDocValues(name);
    }
}
