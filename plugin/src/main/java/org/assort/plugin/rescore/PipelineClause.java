/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.search.pipeline.PipelineConfiguration;
import org.opensearch.search.pipeline.SearchPipelineMetadata;

/** Finds the clause that a search gets from the request processor {@link DiversifyProcessor} of its pipeline. */
public final class PipelineClause {

    /** What core reads of every processor. */
    private static final Set<String> OF_CORE = Set.of("tag", "description", "ignore_failure");

    private final ClusterService cluster;
    private final ChoicePipeline pipelines;
    private volatile Known known = new Known(null, false);

    /** Whether any of the cluster's pipelines has the processor: most clusters have none, and searches are many. */
    private record Known(SearchPipelineMetadata of, boolean any) {}

    /** Creates what finds clauses in the pipelines of a cluster. */
    public PipelineClause(ClusterService cluster, ChoicePipeline pipelines) {
        this.cluster = cluster;
        this.pipelines = pipelines;
    }

    /** Returns the clause that a search's pipeline gives it; nothing also where the pipeline is not there, as core will say. */
    Optional<DiversifyProcessor.Configuration> of(SearchRequest request) {
        boolean inline = request.source() != null && request.source().searchPipelineSource() != null;
        if (inline == false && anyStored() == false) {
            return Optional.empty();
        }
        Map<String, Object> pipeline;
        try {
            pipeline = pipelines.configuration(request);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return processor(pipeline).map(PipelineClause::read);
    }

    @SuppressWarnings("ReferenceEquality") // each change makes new metadata, and comparing all of it would cost more
    private boolean anyStored() {
        SearchPipelineMetadata metadata = cluster.state().metadata().custom(SearchPipelineMetadata.TYPE);
        Known last = known;
        if (last.of() != metadata) {
            boolean any = metadata != null
                    && metadata.getPipelines().values().stream()
                            .map(PipelineConfiguration::getConfigAsMap)
                            .anyMatch(pipeline -> processor(pipeline).isPresent());
            last = new Known(metadata, any);
            known = last;
        }
        return last.any();
    }

    private static Optional<Map<?, ?>> processor(Map<String, Object> pipeline) {
        if (pipeline.get("request_processors") instanceof List<?> processors) {
            for (Object processor : processors) {
                if (processor instanceof Map<?, ?> named
                        && named.get(DiversifyProcessor.TYPE) instanceof Map<?, ?> map) {
                    return Optional.of(map);
                }
            }
        }
        return Optional.empty();
    }

    private static DiversifyProcessor.Configuration read(Map<?, ?> config) {
        Map<Object, Object> clause = new HashMap<>(config);
        clause.keySet().removeIf(OF_CORE::contains);
        try {
            return DiversifyProcessor.read(clause);
        } catch (IOException e) {
            throw new UncheckedIOException("a pipeline could not be read from memory", e);
        }
    }
}
