/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.model.ModelStats;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.core.common.Strings;
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

/** {@code GET /_plugins/_assort/stats} and {@code …/{nodeId}/stats}: the counters of each node, or of some. */
public final class RestStatsAction extends BaseRestHandler {

    @Override
    public String getName() {
        return "assort_stats";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(RestRequest.Method.GET, AssortPlugin.REST_PREFIX + "/stats"),
                new Route(RestRequest.Method.GET, AssortPlugin.REST_PREFIX + "/{nodeId}/stats"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        String[] nodes = Strings.splitStringByCommaToArray(request.param("nodeId"));
        return channel -> client.execute(
                NodesReportAction.INSTANCE,
                new NodesReportAction.Request(nodes),
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
                            builder.field("model_memory", report.memory());
                            writeModels(report, builder);
                            builder.endObject();
                        }
                        builder.endObject().endObject();
                        return new BytesRestResponse(RestStatus.OK, builder);
                    }
                });
    }

    private static void writeModels(NodeReport report, XContentBuilder builder) throws IOException {
        builder.startObject("models");
        for (ModelStatus model : report.models()) {
            builder.startObject(model.id()).field("state", model.state().id());
            if (model.facts() != null) {
                builder.field("bytes", model.facts().bytes());
            }
            builder.field("estimated_size_in_bytes", model.charged());
            ModelStats stats = report.stats().models().get(model.id());
            if (stats != null) {
                stats.toXContent(builder, ToXContent.EMPTY_PARAMS);
            }
            builder.endObject();
        }
        builder.endObject();
    }
}
