/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.action.RestActions;
import org.opensearch.rest.action.RestBuilderListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code GET /_plugins/_assort/stats}: the counters of each node. */
public final class RestStatsAction extends BaseRestHandler {

    @Override
    public String getName() {
        return "assort_stats";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.GET, AssortPlugin.REST_PREFIX + "/stats"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        return channel -> client.execute(
                NodesReportAction.INSTANCE,
                new NodesReportAction.Request(),
                new RestBuilderListener<NodesReportAction.Response>(channel) {
                    @Override
                    public RestResponse buildResponse(NodesReportAction.Response response, XContentBuilder builder)
                            throws IOException {
                        builder.startObject();
                        RestActions.buildNodesHeader(builder, channel.request(), response);
                        builder.startObject("nodes");
                        for (NodeReport report : response.getNodes()) {
                            builder.startObject(report.getNode().getId())
                                    .field("name", report.getNode().getName());
                            report.stats().toXContent(builder, ToXContent.EMPTY_PARAMS);
                            builder.endObject();
                        }
                        builder.endObject().endObject();
                        return new BytesRestResponse(RestStatus.OK, builder);
                    }
                });
    }
}
