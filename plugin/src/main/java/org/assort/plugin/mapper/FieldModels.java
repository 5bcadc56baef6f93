/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.cache.Cache;
import org.opensearch.common.cache.CacheBuilder;
import org.opensearch.core.index.Index;

/**
 * Which models made the vectors of {@code product_vector} fields, by the mappings that every node of the cluster knows, also
 * one that holds no shard of the index. Safe for several threads.
 */
public final class FieldModels {

    /** Fields of versions of mappings whose answer is kept: reading a mapping costs more than a search can spend. */
    private static final int MOST_KEPT = 1000;

    private final ClusterService cluster;
    private final IndexNameExpressionResolver names;
    private final Cache<Key, Optional<String>> known = CacheBuilder.<Key, Optional<String>>builder()
            .setMaximumWeight(MOST_KEPT)
            .build();

    private record Key(Index index, long mappingVersion, String field) {}

    /** Creates what knows the fields of a cluster. */
    public FieldModels(ClusterService cluster, IndexNameExpressionResolver names) {
        this.cluster = cluster;
        this.names = names;
    }

    /** Returns the models that indices say made the vectors of a field, in the order of their names. */
    public NavigableSet<String> of(List<IndexMetadata> indices, String field) {
        NavigableSet<String> models = new TreeSet<>();
        indices.forEach(index -> model(index, field).ifPresent(models::add));
        return models;
    }

    /**
     * Returns the model of a field in the index that a document goes to.
     *
     * @param name of an index, an alias or a data stream; nothing where it is not there yet
     */
    public Optional<String> ofTarget(String name, String field) {
        ClusterState state = cluster.state();
        IndexAbstraction target = state.metadata().getIndicesLookup().get(names.resolveDateMathExpression(name));
        return target == null || target.getWriteIndex() == null
                ? Optional.empty()
                : model(target.getWriteIndex(), field);
    }

    private Optional<String> model(IndexMetadata index, String field) {
        Key key = new Key(index.getIndex(), index.getMappingVersion(), field);
        Optional<String> model = known.get(key);
        if (model == null) {
            model = read(index, field);
            known.put(key, model);
        }
        return model;
    }

    private static Optional<String> read(IndexMetadata index, String field) {
        return IndexMapping.of(index)
                .field(field)
                .filter(found -> ProductVectorFieldType.TYPE.equals(found.get("type")))
                .map(found -> found.get("model"))
                .map(String::valueOf);
    }
}
