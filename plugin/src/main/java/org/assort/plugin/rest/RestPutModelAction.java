/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.util.List;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.store.PutModelAction;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code PUT /_plugins/_assort/models/{id}}: begins the upload of a model, or goes on with it. */
public final class RestPutModelAction extends BaseRestHandler {

    @Override
    public String getName() {
        return "assort_put_model";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.PUT, AssortPlugin.REST_PREFIX + "/models/{id}"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        PutModelAction.Request put = new PutModelAction.Request(
                request.param("id"),
                BytesReference.toBytes(request.requiredContent()),
                request.paramAsBoolean("force", false),
                request.paramAsBoolean("replace", false));
        return channel -> client.execute(PutModelAction.INSTANCE, put, new RestToXContentListener<>(channel));
    }
}
