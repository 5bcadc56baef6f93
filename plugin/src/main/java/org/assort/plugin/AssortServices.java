/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.util.function.Supplier;
import org.assort.plugin.mapper.FieldModels;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.rescore.ChoicePipeline;
import org.assort.plugin.rescore.PipelineClause;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;

/** What the parts of a search need from their node, with the dynamic settings as they stand. Safe for several threads. */
public final class AssortServices {

    private final ModelRegistry models;
    private final EmbeddingService embeddings;
    private final FieldModels fieldModels;
    private final ChoicePipeline choicePipeline;
    private final PipelineClause pipelineClause;
    private final Supplier<String> nodeId;
    private volatile boolean enabled;
    private volatile int maxEmbeddings;
    private volatile int minDocCountFloor;

    /** Creates the services of a node. */
    public AssortServices(
            Settings settings,
            ClusterSettings dynamic,
            ModelRegistry models,
            EmbeddingService embeddings,
            FieldModels fieldModels,
            ChoicePipeline choicePipeline,
            PipelineClause pipelineClause,
            Supplier<String> nodeId) {
        this.models = models;
        this.embeddings = embeddings;
        this.fieldModels = fieldModels;
        this.choicePipeline = choicePipeline;
        this.pipelineClause = pipelineClause;
        this.nodeId = nodeId;
        this.enabled = AssortSettings.ENABLED.get(settings);
        this.maxEmbeddings = AssortSettings.MAX_EMBEDDINGS.get(settings);
        this.minDocCountFloor = AssortSettings.MIN_DOC_COUNT_FLOOR.get(settings);
        dynamic.addSettingsUpdateConsumer(AssortSettings.MIN_DOC_COUNT_FLOOR, value -> minDocCountFloor = value);
        dynamic.addSettingsUpdateConsumer(AssortSettings.ENABLED, value -> enabled = value);
        dynamic.addSettingsUpdateConsumer(AssortSettings.MAX_EMBEDDINGS, value -> maxEmbeddings = value);
    }

    /** Returns the node's models. */
    public ModelRegistry models() {
        return models;
    }

    /** Returns what embeds texts. */
    public EmbeddingService embeddings() {
        return embeddings;
    }

    /** Returns what knows which models made the vectors of fields. */
    public FieldModels fieldModels() {
        return fieldModels;
    }

    /** Returns what adds the choice over all shards to a search. */
    public ChoicePipeline choicePipeline() {
        return choicePipeline;
    }

    /** Returns what finds the clause that a search's pipeline gives it. */
    public PipelineClause pipelineClause() {
        return pipelineClause;
    }

    /** Returns the node's id. */
    public String nodeId() {
        return nodeId.get();
    }

    /** Returns false while the kill switch is on. */
    public boolean enabled() {
        return enabled;
    }

    /** Returns {@code assort.rescore.max_embeddings}. */
    public int maxEmbeddings() {
        return maxEmbeddings;
    }

    /** Returns {@code assort.bundles.min_doc_count_floor}. */
    public int minDocCountFloor() {
        return minDocCountFloor;
    }
}
