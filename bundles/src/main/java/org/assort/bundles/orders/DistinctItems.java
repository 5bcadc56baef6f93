/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.util.ArrayUtil;

/** The distinct items of one document after the other. */
final class DistinctItems {

    private int[] items = new int[32];

    /** Reads those of a document, and returns how many there are. */
    int read(ItemReader reader, int doc) throws IOException {
        int count = reader.advance(doc);
        items = ArrayUtil.growNoCopy(items, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            int item = reader.next();
            // Equal ones follow each other.
            if (distinct == 0 || items[distinct - 1] != item) {
                items[distinct++] = item;
            }
        }
        return distinct;
    }

    /** {@code int[]} those that were read; longer than their number. */
    int[] items() {
        return items;
    }
}
