/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assort.model.EmbeddingException;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.model.TextKey;
import org.assort.plugin.model.EmbeddingService;
import org.opensearch.core.action.ActionListener;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;

/**
 * Documents that get their vectors together: what they bring with them, by its hash, from the cache, by text, or from the model,
 * each text once. What fails fails for its own documents; the others go on.
 */
final class DocumentBatch {

    private final ProductVectorConfig config;
    private final TargetModels targets;
    private final TextEmbedder embedder;
    private final EmbeddingService embeddings;
    private final Map<String, List<IngestDocumentWrapper>> byText = new LinkedHashMap<>();
    // By identity: wrappers are not compared otherwise.
    private final Map<IngestDocumentWrapper, Exception> failures = new ConcurrentHashMap<>();

    DocumentBatch(
            ProductVectorConfig config, TargetModels targets, TextEmbedder embedder, EmbeddingService embeddings) {
        this.config = config;
        this.targets = targets;
        this.embedder = embedder;
        this.embeddings = embeddings;
    }

    /**
     * Gives each document its vector or the exception that it fails with. Does not hold the caller's thread.
     *
     * @param done gets all of them once, in their order; those that fail as new wrappers, since the platform takes the ones
     *     that it gave for what stood before, where failures are to be ignored
     */
    void run(List<IngestDocumentWrapper> documents, Consumer<List<IngestDocumentWrapper>> done) {
        documents.forEach(this::collect);
        embed(
                List.copyOf(byText.keySet()),
                () -> done.accept(documents.stream().map(this::result).toList()));
    }

    /** Returns the document as one that failed. */
    static IngestDocumentWrapper failed(IngestDocumentWrapper document, Exception e) {
        return new IngestDocumentWrapper(document.getSlot(), document.getChildSlot(), document.getIngestDocument(), e);
    }

    private IngestDocumentWrapper result(IngestDocumentWrapper document) {
        Exception failure = failures.get(document);
        return failure == null ? document : failed(document, failure);
    }

    private void collect(IngestDocumentWrapper document) {
        IngestDocument source = document.getIngestDocument();
        if (source == null || document.getException() != null) {
            return;
        }
        ProductDocument product = new ProductDocument(config, source);
        try {
            product.checkTarget(targets);
            String text = product.text(embedder.info().maxCharacters());
            if (text.isEmpty()) {
                checkMissing();
                product.dropVector();
                return;
            }
            if (product.hasVectorOf(text, embedder)) {
                embeddings.documentSkipped();
                return;
            }
            float[] cached = embeddings.cache().get(embedder, key(text));
            if (cached == null) {
                byText.computeIfAbsent(text, unseen -> new ArrayList<>()).add(document);
            } else {
                product.put(cached, text, embedder);
            }
        } catch (RuntimeException e) {
            failures.put(document, e);
        }
    }

    private void checkMissing() {
        if (config.ignoreMissing() == false) {
            throw new IllegalArgumentException("[fields] must have text in one of " + config.fields()
                    + ", got none; [ignore_missing] lets it pass");
        }
    }

    private void embed(List<String> texts, Runnable done) {
        if (texts.isEmpty()) {
            done.run();
            return;
        }
        // Once: what the rest of the pipeline throws comes back here as if embedding had failed.
        embeddings.embedDocuments(embedder, texts, ActionListener.notifyOnce(new ActionListener<>() {
            @Override
            public void onResponse(float[][] vectors) {
                for (int i = 0; i < vectors.length; i++) {
                    keep(texts.get(i), vectors[i]);
                }
                done.run();
            }

            @Override
            public void onFailure(Exception e) {
                failed(texts, e, done);
            }
        }));
    }

    private void keep(String text, float[] vector) {
        TextKey key = key(text);
        embeddings.cache().put(key, key.bytes(), vector);
        for (IngestDocumentWrapper document : byText.get(text)) {
            try {
                new ProductDocument(config, document.getIngestDocument()).put(vector, text, embedder);
            } catch (RuntimeException e) {
                failures.put(document, e);
            }
        }
    }

    // One text that the model cannot take must not cost the others theirs. Nothing else is the fault of a text.
    private void failed(List<String> texts, Exception e, Runnable done) {
        if (texts.size() > 1 && e.getCause() instanceof EmbeddingException) {
            AtomicInteger left = new AtomicInteger(texts.size());
            for (String text : texts) {
                embed(List.of(text), () -> {
                    if (left.decrementAndGet() == 0) {
                        done.run();
                    }
                });
            }
            return;
        }
        for (String text : texts) {
            byText.get(text).forEach(document -> failures.put(document, e));
        }
        done.run();
    }

    private TextKey key(String text) {
        return new TextKey(embedder.fingerprint(), Purpose.PASSAGE, text);
    }
}
