/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.choice.FieldColumn;
import org.assort.plugin.rescore.choice.ShardWindow;
import org.assort.plugin.rescore.clause.ProfileClause;
import org.assort.plugin.rescore.profile.FoundProduct;
import org.assort.plugin.rescore.profile.FoundProducts;
import org.opensearch.OpenSearchParseException;
import org.opensearch.index.mapper.MappedFieldType;

/**
 * Looks up the products of a shopper's profile on one shard. A name finds what a {@code term} query for it finds, so that a
 * keyword is normalised and a number may be written in several ways.
 *
 * <p>A product may have any number of documents, of which one is kept: they are read a batch at a time, so that all are seen
 * and few are held.
 */
final class ProfileReader {

    private static final int BATCH = ProfileClause.MAX_PRODUCTS;

    /** The most documents that are held at a time: those of a batch, and one of each product. */
    static final int MOST_HELD = BATCH + ProfileClause.MAX_PRODUCTS;

    private final AssortServices services;
    private final DiversifyContext context;
    private final TextEmbedder embedder;
    private final Runnable check;
    private final FoundProducts found = new FoundProducts();
    // Which products each document of the batch is.
    private final Map<Integer, List<String>> batch = new LinkedHashMap<>();

    /**
     * @param embedder makes vectors where the index has none, or null where there is no model
     * @param check run before each document is read; throws to give up
     */
    ProfileReader(AssortServices services, DiversifyContext context, TextEmbedder embedder, Runnable check) {
        this.services = services;
        this.context = context;
        this.embedder = embedder;
        this.check = check;
    }

    /**
     * Reads the products.
     *
     * @throws IllegalArgumentException (400) when vectors differ in dimension
     */
    FoundProducts read(IndexSearcher searcher) throws IOException {
        if (embedder != null || context.clause().vectorField() != null) {
            found.vectorsRead();
        }
        for (ProfileClause.Product product : context.clause().profile().products()) {
            Optional<Query> query = query(product.id());
            if (query.isPresent()) {
                find(product.id(), query.get(), searcher);
            }
        }
        readBatch(searcher);
        return found;
    }

    /** Returns what finds the documents of a product, or nothing where the field cannot have such a value. */
    private Optional<Query> query(String id) {
        MappedFieldType field = context.objectField();
        Query named;
        try {
            named = field.termQuery(id, context.shard());
        } catch (IllegalArgumentException | ArithmeticException | OpenSearchParseException e) {
            return Optional.empty();
        }
        return Optional.of(new BooleanQuery.Builder()
                .add(context.query(), BooleanClause.Occur.FILTER)
                .add(named, BooleanClause.Occur.FILTER)
                .build());
    }

    private void find(String id, Query query, IndexSearcher searcher) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            check.run();
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator documents = scorer.iterator();
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                if (live == null || live.get(doc)) {
                    add(leaf.docBase + doc, id, searcher);
                }
            }
        }
    }

    private void add(int document, String id, IndexSearcher searcher) throws IOException {
        if (batch.size() == BATCH && batch.containsKey(document) == false) {
            readBatch(searcher);
        }
        batch.computeIfAbsent(document, unseen -> new ArrayList<>()).add(id);
    }

    private void readBatch(IndexSearcher searcher) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        ScoreDoc[] documents = batch.keySet().stream()
                .map(document -> new ScoreDoc(document, 0))
                .toArray(ScoreDoc[]::new);
        WindowDocs docs = new WindowDocs(
                documents, documents.length, searcher.getIndexReader().leaves(), check);
        ShardWindow window = new WindowReader(services, context, embedder).read(docs, searcher);
        List<FieldColumn> columns = window.fields().columns();
        for (int row = 0; row < documents.length; row++) {
            int at = row;
            List<List<String>> values =
                    columns.stream().map(column -> values(column, at)).toList();
            FoundProduct product = new FoundProduct(window.vectors().codes(row), values);
            batch.get(documents[row].doc).forEach(id -> found.add(id, product));
        }
        batch.clear();
    }

    private static List<String> values(FieldColumn column, int row) {
        return Arrays.stream(column.rows()[row])
                .mapToObj(column.values()::get)
                .distinct()
                .sorted()
                .toList();
    }
}
