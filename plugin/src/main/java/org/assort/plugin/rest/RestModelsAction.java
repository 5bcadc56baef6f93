/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.model.ModelStatus;
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

/** {@code GET /_plugins/_assort/models} and {@code …/models/{id}}: each model, and where it stands on each node. */
public final class RestModelsAction extends BaseRestHandler {

    @Override
    public String getName() {
        return "assort_models";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(RestRequest.Method.GET, AssortPlugin.REST_PREFIX + "/models"),
                new Route(RestRequest.Method.GET, AssortPlugin.REST_PREFIX + "/models/{id}"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        String wanted = request.param("id");
        return channel -> client.execute(
                NodesReportAction.INSTANCE,
                new NodesReportAction.Request(),
                new RestBuilderListener<NodesReportAction.Response>(channel) {
                    @Override
                    public RestResponse buildResponse(NodesReportAction.Response response, XContentBuilder builder)
                            throws IOException {
                        Map<String, Map<NodeReport, ModelStatus>> models = byModel(response);
                        if (wanted != null) {
                            models.keySet().retainAll(List.of(wanted));
                        }
                        builder.startObject();
                        RestActions.buildNodesHeader(builder, channel.request(), response);
                        write(models, builder);
                        builder.endObject();
                        boolean absent = wanted != null && models.isEmpty();
                        return new BytesRestResponse(absent ? RestStatus.NOT_FOUND : RestStatus.OK, builder);
                    }
                });
    }

    private static Map<String, Map<NodeReport, ModelStatus>> byModel(NodesReportAction.Response response) {
        Map<String, Map<NodeReport, ModelStatus>> models = new TreeMap<>();
        for (NodeReport report : response.getNodes()) {
            for (ModelStatus status : report.models()) {
                models.computeIfAbsent(status.id(), id -> new LinkedHashMap<>()).put(report, status);
            }
        }
        return models;
    }

    private static void write(Map<String, Map<NodeReport, ModelStatus>> models, XContentBuilder builder)
            throws IOException {
        builder.startObject("models");
        for (Map.Entry<String, Map<NodeReport, ModelStatus>> model : models.entrySet()) {
            builder.startObject(model.getKey()).startObject("nodes");
            for (Map.Entry<NodeReport, ModelStatus> node : model.getValue().entrySet()) {
                builder.startObject(node.getKey().getNode().getId());
                builder.field("name", node.getKey().getNode().getName());
                node.getValue().toXContent(builder, ToXContent.EMPTY_PARAMS);
                builder.endObject();
            }
            builder.endObject().endObject();
        }
        builder.endObject();
    }
}
