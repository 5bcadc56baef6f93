/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.util.List;
import org.apache.lucene.util.VectorUtil;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.Diversifier;
import org.assort.rescorer.FieldValues;
import org.assort.rescorer.VectorCodes;
import org.assort.rescorer.VectorTable;

/** The best hits of one query, ready to be chosen from. */
final class Window {

    private final String query;
    private final float[] queryVector;
    /** Made one after the other, so that they lie one after the other. */
    private final float[][] rows;

    private final Candidates ranked;
    private final Candidates flat;

    /**
     * @param scores {@code float[n]}, descending
     * @param vectors {@code float[n][dimension]}
     * @param fields {@link Objectives#BRAND} and {@link Objectives#CATEGORY} of n products
     */
    Window(String query, float[] queryVector, float[] scores, float[][] vectors, List<FieldValues> fields) {
        this.query = query;
        this.queryVector = queryVector.clone();
        this.rows = new float[vectors.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = vectors[i].clone();
        }
        VectorTable table = new VectorTable(queryVector.length, rows.length);
        for (int i = 0; i < rows.length; i++) {
            table.set(i, VectorCodes.of(rows[i]));
        }
        byte[][] noInterests = new byte[0][];
        this.ranked = new Candidates(scores, table, VectorCodes.of(queryVector), noInterests, fields, null, null);
        this.flat = new Candidates(new float[rows.length], table, null, noInterests, fields, null, null);
    }

    String query() {
        return query;
    }

    Candidates candidates(Setting setting) {
        return setting.signal() == Setting.Signal.NONE ? flat : ranked;
    }

    Choice choose(Setting setting, int wanted) {
        return Diversifier.choose(candidates(setting), setting.objective(), wanted);
    }

    /** One dot product of the query's vector with each row, as Lucene does them. */
    float dotProducts() {
        float sum = 0;
        for (float[] row : rows) {
            sum += VectorUtil.dotProduct(queryVector, row);
        }
        return sum;
    }
}
