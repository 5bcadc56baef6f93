/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.model.NodesReportAction;
import org.assort.plugin.store.StoreAction;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.RestResponse;
import org.opensearch.rest.action.RestActionListener;
import org.opensearch.rest.action.RestActions;
import org.opensearch.rest.action.RestResponseListener;
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
                ContextPreservingActionListener.wrapPreservingContext(
                        new RestActionListener<NodesReportAction.Response>(channel) {
                            @Override
                            protected void processResponse(NodesReportAction.Response reports) {
                                askStore(reports, wanted, client, channel);
                            }
                        },
                        client.threadPool().getThreadContext()));
    }

    /** What the store has, or why it could not be asked. */
    private record Store(
            @Nullable StoreAction.Response models, @Nullable Exception failure) {}

    // What nodes serve is told also where the store cannot be read.
    private static void askStore(
            NodesReportAction.Response reports, String wanted, NodeClient client, RestChannel channel) {
        ActionListener<Store> answer = new RestResponseListener<>(channel) {
            @Override
            public RestResponse buildResponse(Store store) throws IOException {
                return response(reports, store, wanted, channel);
            }
        };
        client.execute(
                StoreAction.INSTANCE,
                new StoreAction.Request(),
                ActionListener.wrap(
                        models -> answer.onResponse(new Store(models, null)),
                        failure -> answer.onResponse(new Store(null, failure))));
    }

    private static RestResponse response(
            NodesReportAction.Response reports, Store store, String wanted, RestChannel channel) throws IOException {
        ModelList models = new ModelList(reports.getNodes());
        if (store.models() != null) {
            models.add(store.models());
        }
        if (wanted != null) {
            models.only(wanted);
        }
        XContentBuilder builder = channel.newBuilder().startObject();
        RestActions.buildNodesHeader(builder, channel.request(), reports);
        models.write(store.failure(), builder);
        builder.endObject();
        boolean absent = wanted != null && models.isEmpty() && store.failure() == null;
        return new BytesRestResponse(absent ? RestStatus.NOT_FOUND : RestStatus.OK, builder);
    }
}
