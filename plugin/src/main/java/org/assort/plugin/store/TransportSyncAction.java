/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

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

/** Runs {@link SyncAction}. */
public final class TransportSyncAction
        extends TransportNodesAction<
                SyncAction.Request, SyncAction.Response, SyncAction.NodeRequest, SyncAction.NodeResponse> {

    private final ModelStore store;

    /** Called by the node. */
    @Inject
    public TransportSyncAction(
            ThreadPool threadPool,
            ClusterService clusterService,
            TransportService transportService,
            ActionFilters actionFilters,
            ModelStore store) {
        super(
                SyncAction.NAME,
                threadPool,
                clusterService,
                transportService,
                actionFilters,
                SyncAction.Request::new,
                SyncAction.NodeRequest::new,
                ThreadPool.Names.MANAGEMENT,
                SyncAction.NodeResponse.class);
        this.store = store;
    }

    @Override
    protected SyncAction.Response newResponse(
            SyncAction.Request request, List<SyncAction.NodeResponse> nodes, List<FailedNodeException> failures) {
        return new SyncAction.Response(clusterService.getClusterName(), nodes, failures);
    }

    @Override
    protected SyncAction.NodeRequest newNodeRequest(SyncAction.Request request) {
        return new SyncAction.NodeRequest();
    }

    @Override
    protected SyncAction.NodeResponse newNodeResponse(StreamInput in) throws IOException {
        return new SyncAction.NodeResponse(in);
    }

    @Override
    protected SyncAction.NodeResponse nodeOperation(SyncAction.NodeRequest request) {
        store.sync();
        return new SyncAction.NodeResponse(clusterService.localNode());
    }
}
