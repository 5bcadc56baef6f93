/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.assort.plugin.search.RequestCopy;
import org.opensearch.action.search.SearchContextId;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.index.Index;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.index.IndexSettings;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.pipeline.PipelineConfiguration;
import org.opensearch.search.pipeline.SearchPipelineService;
import org.opensearch.transport.RemoteClusterAware;

/**
 * Adds the choice to the search pipeline that a search would run anyway: the one in the request, the one that the request
 * names, or the index's default. What results is a pipeline of this one request, so that nobody has to set anything up.
 */
public final class ChoicePipeline {

    private static final String PHASE_RESULTS = "phase_results_processors";

    private final ClusterService cluster;
    private final IndexNameExpressionResolver names;
    private final NamedWriteableRegistry registry;

    /**
     * Creates what knows the pipelines of a cluster.
     *
     * @param registry reads which indices a point in time is of
     */
    public ChoicePipeline(ClusterService cluster, IndexNameExpressionResolver names, NamedWriteableRegistry registry) {
        this.cluster = cluster;
        this.names = names;
        this.registry = registry;
    }

    /**
     * Checks the pipeline that a search would run.
     *
     * @throws IllegalArgumentException (400) as {@link #addTo} does
     */
    void check(SearchRequest request) {
        ClauseNeighbours.checkPipeline(configuration(request), request.source().query());
    }

    /**
     * Returns a copy of a search that has the choice as the last step between query and fetch.
     *
     * @throws IllegalArgumentException (400) when the request names a pipeline that is not there, or two pipelines, or one
     *     that the clause cannot stand beside
     */
    SearchRequest addTo(SearchRequest request) {
        Map<String, Object> pipeline = copy(configuration(request));
        ClauseNeighbours.checkPipeline(pipeline, request.source().query());
        List<Object> processors = new ArrayList<>();
        if (pipeline.get(PHASE_RESULTS) instanceof List<?> present) {
            processors.addAll(present);
        }
        processors.removeIf(processor -> processor instanceof Map<?, ?> map && map.containsKey(ChoiceProcessor.TYPE));
        processors.add(new HashMap<>(Map.of(ChoiceProcessor.TYPE, new HashMap<>())));
        pipeline.put(PHASE_RESULTS, processors);

        // The copy has no pipeline by name: it would be one too many beside the one in the source.
        SearchSourceBuilder source = request.source().shallowCopy().searchPipelineSource(pipeline);
        SearchRequest copy = RequestCopy.of(request, source).pipeline(null);
        // Partial reductions take hits away before all have come; remote shards are to send theirs here.
        copy.setBatchedReduceSize(Integer.MAX_VALUE);
        copy.setCcsMinimizeRoundtrips(false);
        return copy;
    }

    /**
     * Returns the pipeline that a search would run, not to be changed.
     *
     * @throws IllegalArgumentException (400) when the request names a pipeline that is not there, or two pipelines
     */
    public Map<String, Object> configuration(SearchRequest request) {
        Map<String, Object> inline =
                request.source() == null ? null : request.source().searchPipelineSource();
        if (inline != null && request.pipeline() != null) {
            throw new IllegalArgumentException("[search_pipeline] must be one, got one by name and one in the request");
        }
        if (inline != null) {
            return inline;
        }
        String id = request.pipeline() == null ? defaultPipeline(request) : request.pipeline();
        if (SearchPipelineService.NOOP_PIPELINE_ID.equals(id)) {
            return Map.of();
        }
        List<PipelineConfiguration> found = SearchPipelineService.getPipelines(cluster.state(), id);
        if (found.size() != 1) {
            throw new IllegalArgumentException("Pipeline " + id + " is not defined");
        }
        return found.get(0).getConfigAsMap();
    }

    /** Returns what core would take: the default that all indices share which have one, else none. */
    private String defaultPipeline(SearchRequest request) {
        if (request.indices() == null || request.indices().length == 0) {
            return SearchPipelineService.NOOP_PIPELINE_ID;
        }
        ClusterState state = cluster.state();
        Set<String> defaults = new LinkedHashSet<>();
        for (IndexMetadata index : metadata(concrete(request, state), state)) {
            Settings settings = index.getSettings();
            if (IndexSettings.DEFAULT_SEARCH_PIPELINE.exists(settings)) {
                defaults.add(IndexSettings.DEFAULT_SEARCH_PIPELINE.get(settings));
            }
        }
        return defaults.size() == 1 ? defaults.iterator().next() : SearchPipelineService.NOOP_PIPELINE_ID;
    }

    /** Returns the settings of the indices that a search asks, as far as they are in this cluster. */
    List<Settings> settings(SearchRequest request) {
        return indices(request).stream().map(IndexMetadata::getSettings).toList();
    }

    /** Returns the indices that a search asks, as far as they are in this cluster. */
    public List<IndexMetadata> indices(SearchRequest request) {
        ClusterState state = cluster.state();
        return metadata(asked(request, state), state);
    }

    private static List<IndexMetadata> metadata(Set<Index> indices, ClusterState state) {
        return indices.stream()
                .map(state.metadata()::index)
                .filter(Objects::nonNull)
                .toList();
    }

    private Set<Index> asked(SearchRequest request, ClusterState state) {
        if (request.pointInTimeBuilder() != null) {
            // The request itself names none.
            return SearchContextId.decode(registry, request.pointInTimeBuilder().getId()).shards().keySet().stream()
                    .map(ShardId::getIndex)
                    .collect(Collectors.toSet());
        }
        String[] asked = request.indices() == null ? Strings.EMPTY_ARRAY : request.indices();
        String[] here =
                Arrays.stream(asked).filter(name -> elsewhere(name) == false).toArray(String[]::new);
        if (here.length == 0 && asked.length > 0) {
            // No name at all would be every index.
            return Set.of();
        }
        return concrete(new SearchRequest(request).indices(here), state);
    }

    private Set<Index> concrete(SearchRequest request, ClusterState state) {
        try {
            return Set.of(names.concreteIndices(state, request));
        } catch (IndexNotFoundException e) {
            // Core says so better, where that is an error at all.
            return Set.of();
        }
    }

    /** Returns whether a name is of another cluster. A date, in angle brackets, may have a colon too. */
    private static boolean elsewhere(String name) {
        return name.indexOf(RemoteClusterAware.REMOTE_CLUSTER_INDEX_SEPARATOR) >= 0 && name.contains("<") == false;
    }

    // Core takes out of the maps what it has read.
    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new HashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copyOf(value)));
        return copy;
    }

    private static Object copyOf(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copyOf(element)));
            return copy;
        }
        return value;
    }
}
