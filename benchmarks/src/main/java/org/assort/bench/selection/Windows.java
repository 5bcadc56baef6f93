/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.selection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.assort.bench.data.Catalogue;
import org.assort.bench.data.Product;
import org.assort.bench.shop.Encoder;
import org.assort.model.EmbeddingException;
import org.assort.rescorer.FieldValues;

/**
 * The windows of a catalogue's queries: the best {@value #SIZE} products by BM25, any word of the query matching. A window that
 * is not full is filled up with products of score 0, in the order of the catalogue.
 */
final class Windows {

    static final int SIZE = 500;

    private static final String TEXT = "text";

    private Windows() {}

    /**
     * One window for each query with a hit.
     *
     * @throws IOException if there is none
     */
    static List<Window> read(Catalogue catalogue, Encoder encoder)
            throws IOException, EmbeddingException, InterruptedException {
        Map<String, ScoreDoc[]> hits = hits(catalogue);
        if (hits.isEmpty()) {
            throw new IOException("no query has a hit");
        }
        int[] found = hits.values().stream()
                .flatMap(Arrays::stream)
                .mapToInt(hit -> hit.doc)
                .distinct()
                .toArray();
        List<String> texts = new ArrayList<>();
        for (int doc : found) {
            texts.add(catalogue.products().get(doc).text());
        }
        float[][] vectors = encoder.passagesOnAllCores(texts);
        Map<Integer, float[]> byProduct = new HashMap<>();
        for (int i = 0; i < found.length; i++) {
            byProduct.put(found[i], vectors[i]);
        }
        List<Window> windows = new ArrayList<>();
        for (Map.Entry<String, ScoreDoc[]> entry : hits.entrySet()) {
            windows.add(window(entry.getKey(), encoder.query(entry.getKey()), entry.getValue(), catalogue, byProduct));
        }
        return windows;
    }

    private static Window window(
            String query, float[] vector, ScoreDoc[] hits, Catalogue catalogue, Map<Integer, float[]> byProduct) {
        float[] scores = new float[SIZE];
        float[][] vectors = new float[SIZE][];
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            scores[i] = hits[i].score;
            vectors[i] = byProduct.get(hits[i].doc);
            products.add(catalogue.products().get(hits[i].doc));
        }
        List<FieldValues> fields = List.of(values(products, Product::brand), values(products, Product::category));
        return new Window(query, vector, scores, vectors, fields);
    }

    /** A product whose value is empty has none. */
    private static FieldValues values(List<Product> products, Function<Product, String> field) {
        Map<String, Integer> ordinals = new HashMap<>();
        int[][] values = new int[products.size()][];
        for (int i = 0; i < values.length; i++) {
            String value = field.apply(products.get(i));
            if (value.isEmpty()) {
                values[i] = new int[0];
            } else {
                ordinals.putIfAbsent(value, ordinals.size());
                values[i] = new int[] {ordinals.get(value)};
            }
        }
        return FieldValues.of(values, ordinals.size());
    }

    /** Documents are numbered as the products are: they are added by one thread and merged in order. */
    private static Map<String, ScoreDoc[]> hits(Catalogue catalogue) throws IOException {
        Map<String, ScoreDoc[]> hits = new LinkedHashMap<>();
        try (Analyzer analyzer = new StandardAnalyzer();
                Directory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (Product product : catalogue.products()) {
                    Document document = new Document();
                    document.add(new TextField(TEXT, product.text(), Field.Store.NO));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (String query : catalogue.queries()) {
                    ScoreDoc[] best = searcher.search(anyOf(analyzer, query), SIZE).scoreDocs;
                    if (best.length == SIZE && best[0].score > 0) {
                        hits.put(query, best);
                    }
                }
            }
        }
        return hits;
    }

    /** What has none of the words matches too, with score 0. */
    private static BooleanQuery anyOf(Analyzer analyzer, String text) throws IOException {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        try (TokenStream tokens = analyzer.tokenStream(TEXT, text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(new TermQuery(new Term(TEXT, word.toString())), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
        words.add(new BoostQuery(new MatchAllDocsQuery(), 0), BooleanClause.Occur.SHOULD);
        return words.build();
    }
}
