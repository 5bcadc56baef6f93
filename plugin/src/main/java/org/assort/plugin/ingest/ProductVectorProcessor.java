/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assort.model.TextEmbedder;
import org.assort.plugin.model.EmbeddingService;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.ingest.AbstractBatchingProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.ingest.Processor;

/**
 * The ingest processor {@code product_vector}: embeds the text of documents on the node and puts the vector into a field of
 * theirs, many documents at a time. The thread that brings them never waits: they go on on a thread of the embedding pool.
 */
public final class ProductVectorProcessor extends AbstractBatchingProcessor {

    /** Name in a pipeline. */
    public static final String TYPE = "product_vector";

    /** Documents that are one request to the embedding pool, where the pipeline does not say. */
    public static final int DEFAULT_BATCH_SIZE = 64;

    private final ProductVectorConfig config;
    private final Function<String, TextEmbedder> models;
    private final Supplier<EmbeddingService> embeddings;
    private final TargetModels targets;

    private ProductVectorProcessor(
            String tag,
            String description,
            int batchSize,
            ProductVectorConfig config,
            Function<String, TextEmbedder> models,
            Supplier<EmbeddingService> embeddings,
            TargetModels targets) {
        super(tag, description, batchSize);
        this.config = config;
        this.models = models;
        this.embeddings = embeddings;
        this.targets = targets;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    protected void subBatchExecute(
            List<IngestDocumentWrapper> documents, Consumer<List<IngestDocumentWrapper>> handler) {
        TextEmbedder embedder;
        try {
            embedder = model();
        } catch (RuntimeException e) {
            handler.accept(documents.stream()
                    .map(document -> DocumentBatch.failed(document, e))
                    .toList());
            return;
        }
        new DocumentBatch(config, targets, embedder, embeddings.get()).run(documents, handler);
    }

    // No fault of the documents: a client that sends them again may reach a node that has it. One that got a 400 would
    // drop
    // them.
    private TextEmbedder model() {
        try {
            return models.apply(config.model());
        } catch (IllegalArgumentException e) {
            throw new OpenSearchStatusException(e.getMessage(), RestStatus.SERVICE_UNAVAILABLE, e);
        }
    }

    @Override
    public void execute(IngestDocument document, BiConsumer<IngestDocument, Exception> handler) {
        IngestDocumentWrapper alone = new IngestDocumentWrapper(0, 0, document, null);
        subBatchExecute(
                List.of(alone), done -> handler.accept(document, done.get(0).getException()));
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
        throw new UnsupportedOperationException("[" + TYPE + "] embeds on other threads and is not called so");
    }

    /** Returns the field of a mapping that the vectors of a processor go into which is configured so. */
    public static String target(Map<?, ?> config) {
        return ProductVectorConfig.withoutSource(String.valueOf(config.get(ProductVectorConfig.TARGET)));
    }

    /** Returns the field of a mapping that its hashes go into, or nothing. */
    public static Optional<String> hash(Map<?, ?> config) {
        return Optional.ofNullable(config.get(ProductVectorConfig.HASH))
                .map(String::valueOf)
                .map(ProductVectorConfig::withoutSource);
    }

    /** Makes processors from a pipeline's configuration. */
    public static final class Factory extends AbstractBatchingProcessor.Factory {

        private final Function<String, TextEmbedder> models;
        private final Supplier<EmbeddingService> embeddings;
        private final TargetModels targets;

        /**
         * @param models gives the node's model of an id, or throws why there is none
         * @param embeddings asked for when the first document comes
         * @param targets asked for each document
         */
        public Factory(
                Function<String, TextEmbedder> models, Supplier<EmbeddingService> embeddings, TargetModels targets) {
            super(TYPE);
            this.models = models;
            this.embeddings = embeddings;
            this.targets = targets;
        }

        // The platform's own default is one document a batch.
        @Override
        public AbstractBatchingProcessor create(
                Map<String, Processor.Factory> factories, String tag, String description, Map<String, Object> config)
                throws Exception {
            config.putIfAbsent(BATCH_SIZE_FIELD, DEFAULT_BATCH_SIZE);
            return super.create(factories, tag, description, config);
        }

        @Override
        protected AbstractBatchingProcessor newProcessor(
                String tag, String description, int batchSize, Map<String, Object> config) {
            return new ProductVectorProcessor(
                    tag,
                    description,
                    batchSize,
                    ProductVectorConfig.read(TYPE, tag, config),
                    models,
                    embeddings,
                    targets);
        }
    }
}
