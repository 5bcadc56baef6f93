/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.model.Purpose;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.json.JsonFields;
import org.assort.plugin.model.EmbedAction;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestCancellableNodeClient;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_assort/models/{id}/_embed}: the vectors of some texts. */
public final class RestEmbedAction extends BaseRestHandler {

    private static final String NAME = "_embed";
    private static final int MAX_NAME = 100;

    @Override
    public String getName() {
        return "assort_embed";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.POST, AssortPlugin.REST_PREFIX + "/models/{id}/_embed"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) throws IOException {
        String model = request.param("id");
        EmbedAction.Request embed = RequestBody.read(request, NAME, parser -> parse(model, parser));
        return channel -> new RestCancellableNodeClient(client, request.getHttpChannel())
                .execute(EmbedAction.INSTANCE, embed, new RestToXContentListener<>(channel));
    }

    private static EmbedAction.Request parse(String model, XContentParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        Purpose[] purpose = {Purpose.PASSAGE};
        JsonFields.forEach(parser, NAME, List.of("texts", "purpose"), field -> {
            if (field.name().equals("texts")) {
                texts.addAll(field.strings(1, EmbedAction.MAX_TEXTS, Integer.MAX_VALUE));
            } else {
                purpose[0] = purpose(field.text(MAX_NAME));
            }
        });
        return new EmbedAction.Request(model, texts, purpose[0]);
    }

    private static Purpose purpose(String name) {
        return switch (name) {
            case "query" -> Purpose.QUERY;
            case "passage" -> Purpose.PASSAGE;
            default ->
                throw new IllegalArgumentException("[purpose] must be one of [query, passage], got [" + name + "]");
        };
    }
}
