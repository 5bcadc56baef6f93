/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.IndexSearcher;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.choice.FieldColumn;
import org.assort.plugin.rescore.choice.ShardWindow;
import org.assort.plugin.rescore.choice.TieKeys;
import org.assort.plugin.rescore.choice.WindowFields;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.FieldSpec;
import org.assort.plugin.rescore.clause.NoveltyClause;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.VectorTable;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.Uid;

/** Reads what is chosen by, on one shard: vectors from the index, the cache or the model, tie-breakers and fields. */
final class WindowReader {

    private final AssortServices services;
    private final DiversifyContext context;
    private final TextEmbedder embedder;

    /**
     * @param embedder makes vectors where the index has none, or null where there is no model
     */
    WindowReader(AssortServices services, DiversifyContext context, TextEmbedder embedder) {
        this.services = services;
        this.context = context;
        this.embedder = embedder;
    }

    /**
     * Reads a window.
     *
     * @throws IllegalArgumentException (400) when vectors differ in dimension
     */
    ShardWindow read(WindowDocs docs, IndexSearcher searcher) throws IOException {
        long start = System.nanoTime();
        VectorRows rows = new VectorRows(docs.size());
        stored(docs, rows);
        long embedNanos = 0;
        if (embedder != null) {
            TextFields fields = TextFields.of(context.clause(), context.shard());
            embedNanos = new TextVectors(services, embedder, fields, rows).fill(docs, context);
        }
        String tieBreaker = context.tieBreaker();
        TieKeys ties = null;
        if (tieBreaker != null) {
            ties = new TieBreaker(tieBreaker).read(docs);
            context.charge(ties.bytes());
        }
        DiversifyClause clause = context.clause();
        VectorTable vectors = rows.table();
        return new ShardWindow(
                vectors,
                rows.origins(),
                ties,
                fields(docs),
                clause.missingVector() == MissingVector.ERROR ? firstMissing(docs, searcher, vectors) : null,
                embedder != null || clause.vectorField() != null,
                Math.max(0, System.nanoTime() - start - embedNanos),
                embedNanos);
    }

    private void stored(WindowDocs docs, VectorRows rows) throws IOException {
        String field = context.vectorField();
        if (context.productVector() != null) {
            new ProductVectors(field).read(docs, rows);
        } else if (field != null) {
            new StoredVectors(field, () -> MappedDimension.of(field, context.shard())).read(docs, rows);
        }
    }

    private WindowFields fields(WindowDocs docs) throws IOException {
        DiversifyClause clause = context.clause();
        List<FieldColumn> columns = new ArrayList<>();
        for (FieldSpec spec : clause.fields()) {
            FieldColumn column = new FieldReader(spec, context.shard()).read(docs);
            context.charge(column.bytes());
            columns.add(column);
        }
        NoveltyClause novelty = clause.novelty();
        List<String> ids = clause.pin().ids();
        return new WindowFields(
                columns,
                novelty == null ? null : new PopularityReader(novelty.field(), context.shard()).read(docs),
                ids.isEmpty() ? null : new PinnedReader(ids).read(docs));
    }

    private static String id(int document, IndexSearcher searcher) throws IOException {
        Document stored = searcher.storedFields().document(document, Set.of(IdFieldMapper.NAME));
        return Uid.decodeId(stored.getBinaryValue(IdFieldMapper.NAME).bytes);
    }

    private String firstMissing(WindowDocs docs, IndexSearcher searcher, VectorTable vectors) throws IOException {
        for (int row = 0; row < docs.size(); row++) {
            if (vectors.has(row) == false) {
                return "document [" + id(docs.document(row), searcher) + "] of index ["
                        + context.shard().index().getName() + "]";
            }
        }
        return null;
    }
}
