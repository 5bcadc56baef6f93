/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.util.List;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.store.DeleteModelAction;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code DELETE /_plugins/_assort/models/{id}}: takes a model out of the store. */
public final class RestDeleteModelAction extends BaseRestHandler {

    @Override
    public String getName() {
        return "assort_delete_model";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.DELETE, AssortPlugin.REST_PREFIX + "/models/{id}"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        DeleteModelAction.Request delete =
                new DeleteModelAction.Request(request.param("id"), request.paramAsBoolean("force", false));
        return channel -> client.execute(DeleteModelAction.INSTANCE, delete, new RestToXContentListener<>(channel));
    }
}
