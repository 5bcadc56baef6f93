/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.nodes.TransportNodesAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Runs {@link NodesReportAction}. */
public final class TransportNodesReportAction
        extends TransportNodesAction<
                NodesReportAction.Request, NodesReportAction.Response, NodesReportAction.NodeRequest, NodeReport> {

    private final ModelRegistry models;
    private final EmbeddingService embeddings;
    private final ModelMemory memory;

    /** Called by the node. */
    @Inject
    public TransportNodesReportAction(
            ThreadPool threadPool,
            ClusterService clusterService,
            TransportService transportService,
            ActionFilters actionFilters,
            ModelRegistry models,
            EmbeddingService embeddings,
            ModelMemory memory) {
        super(
                NodesReportAction.NAME,
                threadPool,
                clusterService,
                transportService,
                actionFilters,
                NodesReportAction.Request::new,
                NodesReportAction.NodeRequest::new,
                ThreadPool.Names.MANAGEMENT,
                NodeReport.class);
        this.models = models;
        this.embeddings = embeddings;
        this.memory = memory;
    }

    @Override
    protected NodesReportAction.Response newResponse(
            NodesReportAction.Request request, List<NodeReport> reports, List<FailedNodeException> failures) {
        return new NodesReportAction.Response(clusterService.getClusterName(), reports, failures);
    }

    @Override
    protected NodesReportAction.NodeRequest newNodeRequest(NodesReportAction.Request request) {
        return new NodesReportAction.NodeRequest();
    }

    @Override
    protected NodeReport newNodeResponse(StreamInput in) throws IOException {
        return new NodeReport(in);
    }

    @Override
    protected NodeReport nodeOperation(NodesReportAction.NodeRequest request) {
        return new NodeReport(
                clusterService.localNode(), models.status(), embeddings.stats(models.ids()), memory.stats());
    }
}
