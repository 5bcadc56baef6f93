/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.ingest.ProductVectorProcessor;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.search.pipeline.SearchPipelineMetadata;

/** Finds what in the cluster names a model: fields, defaults of indices, pipelines. */
final class ModelUses {

    /** The request processor of search pipelines, and the rescorer. */
    private static final String DIVERSIFY = "diversify";

    private static final String MODEL = "model";

    private final String id;
    private final List<String> found = new ArrayList<>();

    private ModelUses(String id) {
        this.id = id;
    }

    /** Returns them in words, in the order of their names; empty where nothing names the model. */
    static List<String> of(ClusterState state, String id) {
        ModelUses uses = new ModelUses(id);
        new TreeMap<>(state.metadata().indices()).values().forEach(uses::index);
        IngestMetadata ingest = state.metadata().custom(IngestMetadata.TYPE);
        if (ingest != null) {
            new TreeMap<>(ingest.getPipelines())
                    .forEach((name, pipeline) -> uses.pipeline(
                            "ingest pipeline", name, pipeline.getConfigAsMap(), ProductVectorProcessor.TYPE));
        }
        SearchPipelineMetadata search = state.metadata().custom(SearchPipelineMetadata.TYPE);
        if (search != null) {
            new TreeMap<>(search.getPipelines())
                    .forEach((name, pipeline) ->
                            uses.pipeline("search pipeline", name, pipeline.getConfigAsMap(), DIVERSIFY));
        }
        return uses.found;
    }

    private void index(IndexMetadata index) {
        String name = index.getIndex().getName();
        MappingMetadata mapping = index.mapping();
        if (mapping != null) {
            fields(mapping.sourceAsMap(), "", field -> found.add("field [" + field + "] of index [" + name + "]"));
        }
        if (id.equals(AssortSettings.INDEX_MODEL.get(index.getSettings()))) {
            found.add("setting [" + AssortSettings.INDEX_MODEL.getKey() + "] of index [" + name + "]");
        }
    }

    private void fields(Map<?, ?> parent, String path, Consumer<String> named) {
        if (parent.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                if (value instanceof Map<?, ?> field) {
                    if (ProductVectorFieldType.TYPE.equals(field.get("type")) && id.equals(field.get(MODEL))) {
                        named.accept(path + name);
                    }
                    fields(field, path + name + ".", named);
                }
            });
        }
    }

    // Processors lie in lists, and in processors such as foreach.
    private void pipeline(String kind, String name, Object config, String processor) {
        if (names(config, processor)) {
            found.add(kind + " [" + name + "]");
        }
    }

    private boolean names(Object value, String processor) {
        if (value instanceof Map<?, ?> map) {
            return (map.get(processor) instanceof Map<?, ?> settings && id.equals(settings.get(MODEL)))
                    || map.values().stream().anyMatch(inner -> names(inner, processor));
        }
        return value instanceof List<?> list && list.stream().anyMatch(inner -> names(inner, processor));
    }
}
