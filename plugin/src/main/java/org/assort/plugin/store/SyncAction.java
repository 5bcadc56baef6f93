/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.action.ActionType;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.nodes.BaseNodeResponse;
import org.opensearch.action.support.nodes.BaseNodesRequest;
import org.opensearch.action.support.nodes.BaseNodesResponse;
import org.opensearch.cluster.ClusterName;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.transport.TransportRequest;

/** Tells every node that the store has changed; whoever misses it looks by himself a little later. */
public final class SyncAction extends ActionType<SyncAction.Response> {

    /** The only instance. */
    public static final SyncAction INSTANCE = new SyncAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:admin/assort/model/sync";

    private static final Logger logger = LogManager.getLogger(SyncAction.class);

    private SyncAction() {
        super(NAME, Response::new);
    }

    /** Tells all nodes, without waiting for them. */
    static void nudge(StoreClient client) {
        client.send(
                INSTANCE,
                new Request(),
                ActionListener.wrap(
                        told -> logger.debug(
                                "[{}] nodes were told that the store has changed",
                                told.getNodes().size()),
                        failure -> logger.debug("nodes were not told that the store has changed", failure)));
    }

    /** To all nodes. */
    static final class Request extends BaseNodesRequest<Request> {

        Request() {
            super((String[]) null);
        }

        Request(StreamInput in) throws IOException {
            super(in);
        }
    }

    /** To one node. */
    static final class NodeRequest extends TransportRequest {

        NodeRequest() {}

        NodeRequest(StreamInput in) throws IOException {
            super(in);
        }
    }

    /** Of one node: it was told. */
    static final class NodeResponse extends BaseNodeResponse {

        NodeResponse(DiscoveryNode node) {
            super(node);
        }

        NodeResponse(StreamInput in) throws IOException {
            super(in);
        }
    }

    /** Of all nodes. */
    static final class Response extends BaseNodesResponse<NodeResponse> {

        Response(ClusterName name, List<NodeResponse> nodes, List<FailedNodeException> failures) {
            super(name, nodes, failures);
        }

        Response(StreamInput in) throws IOException {
            super(in);
        }

        @Override
        protected List<NodeResponse> readNodesFrom(StreamInput in) throws IOException {
            return in.readList(NodeResponse::new);
        }

        @Override
        protected void writeNodesTo(StreamOutput out, List<NodeResponse> nodes) throws IOException {
            out.writeList(nodes);
        }
    }
}
