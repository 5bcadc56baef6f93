/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.backfill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assort.plugin.ingest.ProductVectorProcessor;
import org.assort.plugin.mapper.FieldModels;
import org.assort.plugin.mapper.IndexMapping;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.index.Index;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.reindex.UpdateByQueryRequest;
import org.opensearch.ingest.AbstractBatchingProcessor;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.IngestService;
import org.opensearch.ingest.PipelineConfiguration;

/**
 * Makes of a backfill the platform's update by query: that is a task with progress which can be slowed and cancelled, sends
 * again what was refused by a full queue, and overwrites nothing that has changed meanwhile. It takes the documents that lack
 * a vector, so that a second one goes on where the first has stopped.
 */
public final class BackfillPlanner {

    /** Which indices a backfill may take: those that an update by query does. A closed one is refused. */
    public static final IndicesOptions INDICES = IndicesOptions.strictExpandOpenAndForbidClosed();

    /** The most documents that are read and written together: few, since a task is cancelled and slowed between them. */
    private static final int MAX_BATCH = 256;

    /** Types of the fields that {@code diversify} reads vectors from. */
    private static final List<String> VECTORS = List.of(ProductVectorFieldType.TYPE, "knn_vector");

    private final ClusterService cluster;
    private final IndexNameExpressionResolver names;
    private final FieldModels models;

    /** Creates what knows the indices and pipelines of a cluster. */
    public BackfillPlanner(ClusterService cluster, IndexNameExpressionResolver names, FieldModels models) {
        this.cluster = cluster;
        this.names = names;
        this.models = models;
    }

    /**
     * Returns the update that fills.
     *
     * @throws IllegalArgumentException (400) when the pipeline makes no vectors, or the indices cannot take them, or would
     *     lose what their {@code _source} leaves out
     */
    public UpdateByQueryRequest plan(Backfill backfill) {
        ClusterState state = cluster.state();
        List<IndexMetadata> indices = new ArrayList<>();
        // The indices behind a data stream too.
        for (Index index :
                names.concreteIndices(state, INDICES, true, backfill.indices().toArray(String[]::new))) {
            indices.add(state.metadata().index(index));
        }
        String pipeline = backfill.pipeline() == null ? defaultPipeline(indices) : backfill.pipeline();
        List<Map<?, ?>> processors = processors(pipeline, state);
        Map<String, String> targets = new LinkedHashMap<>();
        processors.forEach(
                config -> targets.put(ProductVectorProcessor.target(config), String.valueOf(config.get("model"))));
        Set<String> made = new HashSet<>(targets.keySet());
        processors.forEach(config -> ProductVectorProcessor.hash(config).ifPresent(made::add));
        indices.forEach(index -> check(index, targets, made));

        UpdateByQueryRequest update =
                new UpdateByQueryRequest(backfill.indices().toArray(String[]::new));
        update.setIndicesOptions(INDICES)
                .setPipeline(pipeline)
                .setQuery(query(backfill, targets.keySet()))
                .setBatchSize(batch(processors))
                .setRequestsPerSecond(backfill.requestsPerSecond())
                .setAbortOnVersionConflict(false)
                .setRefresh(true)
                .setShouldStoreResult(true);
        return update;
    }

    private static String defaultPipeline(List<IndexMetadata> indices) {
        Set<String> defaults = new TreeSet<>();
        indices.forEach(index -> defaults.add(IndexSettings.DEFAULT_PIPELINE.get(index.getSettings())));
        if (defaults.size() != 1 || defaults.contains(IngestService.NOOP_PIPELINE_NAME)) {
            throw new IllegalArgumentException(
                    "[pipeline] must be given where [index] has no default or several, got none, and defaults "
                            + defaults);
        }
        return defaults.iterator().next();
    }

    /** Returns how a pipeline's processors that make vectors are configured. */
    private static List<Map<?, ?>> processors(String pipeline, ClusterState state) {
        IngestMetadata metadata = state.metadata().custom(IngestMetadata.TYPE);
        PipelineConfiguration found =
                metadata == null ? null : metadata.getPipelines().get(pipeline);
        List<Map<?, ?>> configurations = new ArrayList<>();
        if (found != null && found.getConfigAsMap().get("processors") instanceof List<?> processors) {
            for (Object processor : processors) {
                if (processor instanceof Map<?, ?> named
                        && named.get(ProductVectorProcessor.TYPE) instanceof Map<?, ?> config) {
                    configurations.add(config);
                }
            }
        }
        if (configurations.isEmpty()) {
            throw new IllegalArgumentException("[pipeline] must have a processor [" + ProductVectorProcessor.TYPE
                    + "], got [" + pipeline + "], which " + (found == null ? "is not defined" : "has none"));
        }
        return configurations;
    }

    /**
     * Returns how many documents to read and write together: those that are one request to the embedding pool. The platform
     * sends again what was refused only where nothing else failed beside it, and a document that changed meanwhile fails.
     */
    private static int batch(List<Map<?, ?>> processors) {
        int batch = MAX_BATCH;
        for (Map<?, ?> config : processors) {
            Object size = config.get(AbstractBatchingProcessor.BATCH_SIZE_FIELD);
            batch = Math.min(
                    batch,
                    size == null ? ProductVectorProcessor.DEFAULT_BATCH_SIZE : Integer.parseInt(String.valueOf(size)));
        }
        return batch;
    }

    /**
     * Checks an index.
     *
     * @param made what the pipeline makes anew in each document
     */
    private void check(IndexMetadata index, Map<String, String> targets, Set<String> made) {
        String name = index.getIndex().getName();
        IndexMapping mapping = IndexMapping.of(index);
        targets.forEach((field, model) -> {
            checkType(field, mapping.type(field), name);
            for (String wanted : models.of(List.of(index), field)) {
                if (wanted.equals(model) == false) {
                    throw new IllegalArgumentException("[model] of the pipeline must be [" + wanted
                            + "], whose vectors [target_field] [" + field + "] of index [" + name + "] is for, got ["
                            + model + "]");
                }
            }
        });
        List<String> lost = mapping.leftOutOfSource();
        lost.removeAll(made);
        if (lost.isEmpty() == false) {
            throw new IllegalArgumentException("[index] must keep the whole _source, which is written anew, got ["
                    + name + "], whose _source leaves out " + lost);
        }
    }

    // Where documents with vectors came before the mapping, the platform mapped the field as numbers: those documents
    // would seem to
    // be done, and no search could read what they have.
    private static void checkType(String field, Optional<String> type, String index) {
        if (type.isEmpty()) {
            throw new IllegalArgumentException("[target_field] of the pipeline must be mapped, got [" + field
                    + "], which is not mapped in index [" + index + "]");
        }
        if (VECTORS.contains(type.get()) == false) {
            throw new IllegalArgumentException("[target_field] of the pipeline must be a field of type "
                    + String.join(
                            " or ",
                            VECTORS.stream().map(vector -> "[" + vector + "]").toList()) + ", got [" + field
                    + "] of type [" + type.get() + "] in index [" + index + "]");
        }
    }

    private static BoolQueryBuilder query(Backfill backfill, Set<String> targets) {
        BoolQueryBuilder lacking = QueryBuilders.boolQuery();
        targets.forEach(field -> lacking.should(QueryBuilders.boolQuery().mustNot(QueryBuilders.existsQuery(field))));
        BoolQueryBuilder query = QueryBuilders.boolQuery().filter(lacking);
        return backfill.query() == null ? query : query.filter(backfill.query());
    }
}
