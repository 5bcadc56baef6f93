/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.model.TextKey;
import org.assort.plugin.AssortServices;
import org.assort.plugin.model.CountedCache;
import org.assort.plugin.rescore.choice.Origin;
import org.opensearch.search.lookup.SourceLookup;

/**
 * Makes the vectors of documents from their text, on the node, and keeps them in the cache.
 *
 * <p>A vector is kept twice: by segment and document, so that the next search reads no {@code _source}; and by its text,
 * so that a product whose price or stock was updated, and so was written anew, is not embedded again.
 */
final class TextVectors {

    /** What the key of a stored document weighs: record, list reference and cache key. */
    private static final int DOCUMENT_KEY_BYTES = 64;

    private final AssortServices services;
    private final CountedCache cache;
    private final TextEmbedder embedder;
    private final TextFields fields;
    private final VectorRows rows;
    private final Map<Integer, DocumentKey> keys = new LinkedHashMap<>();
    private final Map<Integer, String> texts = new LinkedHashMap<>();

    private record DocumentKey(IndexReader.CacheKey segment, int document, List<String> fields, String fingerprint) {}

    /**
     * @param rows those without a vector are filled, where the document has text
     */
    TextVectors(AssortServices services, TextEmbedder embedder, TextFields fields, VectorRows rows) {
        this.services = services;
        this.cache = services.embeddings().cache();
        this.embedder = embedder;
        this.fields = fields;
        this.rows = rows;
    }

    /**
     * Fills the rows: from the cache by document, from the cache by text, by embedding.
     *
     * @return the time that embedding took, in nanoseconds
     */
    long fill(WindowDocs docs, DiversifyContext context) throws IOException {
        if (fields.paths().isEmpty()) {
            return 0;
        }
        SourceLookup source = new SourceLookup();
        docs.forEach(leaf -> reader(leaf, source));
        long start = System.nanoTime();
        embed(context);
        return System.nanoTime() - start;
    }

    private WindowDocs.Leaf reader(LeafReaderContext leaf, SourceLookup source) {
        Optional<IndexReader.CacheKey> segment = PlainReader.key(leaf.reader());
        return (row, document) -> {
            if (rows.has(row)) {
                return;
            }
            segment.ifPresent(
                    key -> keys.put(row, new DocumentKey(key, document, fields.paths(), embedder.fingerprint())));
            float[] cached = keys.containsKey(row) ? cache.get(embedder, keys.get(row)) : null;
            if (cached != null) {
                rows.set(row, cached, Origin.CACHED);
                return;
            }
            source.setSegmentAndDocument(leaf, document);
            String text = fields.text(source, embedder.info().maxCharacters());
            if (text.isEmpty() == false) {
                fromText(row, text);
            }
        };
    }

    private void fromText(int row, String text) {
        float[] cached = cache.get(embedder, key(text));
        if (cached == null) {
            texts.put(row, text);
        } else {
            keep(row, cached, Origin.CACHED);
        }
    }

    // Best candidates first: where not all may be embedded, the page profits.
    private void embed(DiversifyContext context) {
        int allowance = services.maxEmbeddings() - context.embedded();
        Map<String, List<Integer>> wanted = new LinkedHashMap<>();
        texts.keySet().stream().sorted().forEach(row -> {
            String text = texts.get(row);
            if (wanted.containsKey(text) || wanted.size() < allowance) {
                wanted.computeIfAbsent(text, unseen -> new ArrayList<>()).add(row);
            } else {
                rows.mark(row, Origin.LEFT);
            }
        });
        if (wanted.isEmpty()) {
            return;
        }
        List<String> distinct = List.copyOf(wanted.keySet());
        context.embedded(distinct.size());
        float[][] vectors = services.embeddings()
                .embedOnSearchThread(
                        context.searchId(),
                        embedder,
                        distinct,
                        Purpose.PASSAGE,
                        services.embeddings().limits(context.cancelled()));
        for (int i = 0; i < vectors.length; i++) {
            TextKey key = key(distinct.get(i));
            cache.put(key, key.bytes(), vectors[i]);
            for (int row : wanted.get(distinct.get(i))) {
                keep(row, vectors[i], Origin.EMBEDDED);
            }
        }
    }

    private TextKey key(String text) {
        return new TextKey(embedder.fingerprint(), Purpose.PASSAGE, text);
    }

    private void keep(int row, float[] vector, Origin origin) {
        rows.set(row, vector, origin);
        DocumentKey key = keys.get(row);
        if (key != null) {
            cache.put(key, DOCUMENT_KEY_BYTES, vector);
        }
    }
}
