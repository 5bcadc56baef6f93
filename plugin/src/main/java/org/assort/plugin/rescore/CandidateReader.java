/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.VectorTable;
import org.opensearch.common.logging.HeaderWarning;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.Uid;

/** Reads what is chosen from, on one shard: scores, and vectors from the index, the cache or the model. */
final class CandidateReader {

    private final AssortServices services;
    private final DiversifyContext context;
    private final TextEmbedder embedder;

    /**
     * @param embedder makes vectors where the index has none, or null where there is no model
     */
    CandidateReader(AssortServices services, DiversifyContext context, TextEmbedder embedder) {
        this.services = services;
        this.context = context;
        this.embedder = embedder;
    }

    /**
     * Reads a window.
     *
     * @throws IllegalArgumentException (400) when vectors and query differ in dimension, or one is missing where that is
     *     an error
     */
    Candidates read(WindowDocs docs, IndexSearcher searcher) throws IOException {
        float[][] rows = new float[docs.size()][];
        String vectorField = context.vectorField();
        if (vectorField != null) {
            new StoredVectors(vectorField, () -> MappedDataType.of(vectorField, context.shard())).read(docs, rows);
        }
        int left = 0;
        if (embedder != null) {
            TextFields fields = TextFields.of(context.clause(), context.shard());
            left = new TextVectors(services, embedder, fields, rows).fill(docs, context);
        }
        VectorTable vectors = table(rows);
        report(docs, searcher, vectors, left);
        return new Candidates(docs.scores(), vectors, context.resolution().queryVector());
    }

    private String model() {
        return "model [" + context.resolution().model() + "]";
    }

    private VectorTable table(float[][] rows) {
        float[] query = context.resolution().queryVector();
        int dimension = query == null ? 0 : query.length;
        VectorTable table = dimension == 0 ? null : new VectorTable(dimension, rows.length);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] == null) {
                continue;
            }
            if (table == null) {
                dimension = rows[row].length;
                table = new VectorTable(dimension, rows.length);
            }
            checkDimension(dimension, rows[row].length, query != null);
            table.set(row, rows[row]);
        }
        return table == null ? new VectorTable(0, rows.length) : table;
    }

    private void checkDimension(int expected, int found, boolean fromQuery) {
        if (found == expected) {
            return;
        }
        String field = context.clause().vectorField();
        String products = field == null ? model() : "[vector_field] [" + field + "]";
        if (fromQuery == false) {
            throw new IllegalArgumentException("the vectors of " + products + " must have one dimension, got ["
                    + expected + "] and [" + found + "]");
        }
        String query = context.clause().queryVector() != null ? "[query_vector]" : "the query's vector of " + model();
        throw new IllegalArgumentException(
                query + " must have the [" + found + "] dimensions of " + products + ", got [" + expected + "]");
    }

    private void report(WindowDocs docs, IndexSearcher searcher, VectorTable vectors, int left) throws IOException {
        if (vectors.missing() == 0) {
            return;
        }
        MissingVector policy = context.clause().missingVector();
        if (policy == MissingVector.ERROR) {
            throw new IllegalArgumentException("[missing_vector] is [error], and document ["
                    + idOfFirstMissing(docs, searcher, vectors) + "] of index ["
                    + context.shard().index().getName() + "] has no vector");
        }
        if (embedder == null && context.clause().vectorField() == null) {
            HeaderWarning.addWarning(
                    "diversify: there is no [vector_field] and no model, so products cannot be compared "
                            + "with each other: only the first-pass score orders them");
            return;
        }
        HeaderWarning.addWarning(
                "diversify: [{}] of [{}] candidates have no vector, [missing_vector] is [{}]",
                vectors.missing(),
                docs.size(),
                policy.id());
        if (left > 0) {
            HeaderWarning.addWarning(
                    "diversify: [{}] candidates were not embedded, [assort.rescore.max_embeddings] is [{}]",
                    left,
                    services.maxEmbeddings());
        }
    }

    private static String idOfFirstMissing(WindowDocs docs, IndexSearcher searcher, VectorTable vectors)
            throws IOException {
        int row = 0;
        while (vectors.has(row)) {
            row++;
        }
        Document document = searcher.storedFields().document(docs.document(row), Set.of(IdFieldMapper.NAME));
        return Uid.decodeId(document.getBinaryValue(IdFieldMapper.NAME).bytes);
    }
}
