/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.opensearch.index.fielddata.IndexNumericFieldData;
import org.opensearch.index.fielddata.SortedNumericDoubleValues;
import org.opensearch.index.query.QueryShardContext;

/** Reads how popular the products of a window are. What is no popularity is found later: not all of a shard's are candidates. */
final class PopularityReader {

    private final IndexNumericFieldData data;

    /**
     * @param field a number field that was checked
     */
    PopularityReader(String field, QueryShardContext context) {
        this.data = context.getForField(context.fieldMapper(field));
    }

    /**
     * Reads the window.
     *
     * @return {@code double[n]}, 0 where there is no value; of several the least where that is negative, else the greatest
     */
    double[] read(WindowDocs docs) throws IOException {
        double[] popularity = new double[docs.size()];
        docs.forEach(leaf -> reader(leaf, popularity));
        return popularity;
    }

    private WindowDocs.Leaf reader(LeafReaderContext leaf, double[] popularity) {
        SortedNumericDoubleValues values = data.load(leaf).getDoubleValues();
        return (row, document) -> {
            if (values.advanceExact(document)) {
                double least = values.nextValue();
                double greatest = least;
                for (int i = 1; i < values.docValueCount(); i++) {
                    greatest = values.nextValue();
                }
                popularity[row] = least < 0 ? least : greatest;
            }
        };
    }
}
