/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.ActionType;
import org.opensearch.action.FailedNodeException;
import org.opensearch.action.support.nodes.BaseNodesRequest;
import org.opensearch.action.support.nodes.BaseNodesResponse;
import org.opensearch.cluster.ClusterName;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.transport.TransportRequest;

/** Asks nodes for its models and counters: what {@code GET …/models} and {@code GET …/stats} show. */
public final class NodesReportAction extends ActionType<NodesReportAction.Response> {

    /** The only instance. */
    public static final NodesReportAction INSTANCE = new NodesReportAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:monitor/assort/nodes";

    private NodesReportAction() {
        super(NAME, Response::new);
    }

    /** To some nodes or all. */
    public static final class Request extends BaseNodesRequest<Request> {

        /**
         * Creates a request.
         *
         * @param nodes which, in the ways that a cluster's other APIs take them; none for all
         */
        public Request(String... nodes) {
            super(nodes);
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

    /** The reports of nodes, with the nodes that failed to answer. */
    public static final class Response extends BaseNodesResponse<NodeReport> {

        Response(ClusterName name, List<NodeReport> reports, List<FailedNodeException> failures) {
            super(name, reports, failures);
        }

        Response(StreamInput in) throws IOException {
            super(in);
        }

        @Override
        protected List<NodeReport> readNodesFrom(StreamInput in) throws IOException {
            return in.readList(NodeReport::new);
        }

        @Override
        protected void writeNodesTo(StreamOutput out, List<NodeReport> reports) throws IOException {
            out.writeList(reports);
        }
    }
}
