/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.store.PutChunkAction;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestToXContentListener;
import org.opensearch.transport.client.node.NodeClient;

/**
 * {@code PUT /_plugins/_assort/models/{id}/files/{name}}: takes a chunk of a file, its bytes as they are. Where it belongs says
 * {@code offset}, or a header {@code Content-Range: bytes first-last/all}.
 */
public final class RestPutChunkAction extends BaseRestHandler {

    private static final String OFFSET = "offset";
    private static final String RANGE = "Content-Range";
    private static final Pattern BYTES = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/(\\*|[0-9]{1,18})");

    @Override
    public String getName() {
        return "assort_put_chunk";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.PUT, AssortPlugin.REST_PREFIX + "/models/{id}/files/{name}"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        byte[] data = BytesReference.toBytes(request.requiredContent());
        Range range = range(request, data.length);
        PutChunkAction.Request put = new PutChunkAction.Request(
                request.param("id"), request.param("name"), range.first(), range.total(), data);
        return channel -> client.execute(PutChunkAction.INSTANCE, put, new RestToXContentListener<>(channel));
    }

    /** Where a chunk begins, and how long the whole file is, or null where that is not said. */
    private record Range(long first, @Nullable Long total) {}

    private static Range range(RestRequest request, int length) {
        long offset = request.paramAsLong(OFFSET, 0);
        String range = request.header(RANGE);
        if (range == null) {
            if (request.hasParam(OFFSET) == false) {
                throw new IllegalArgumentException(
                        "[" + OFFSET + "] must say where the chunk begins, or [" + RANGE + "] does, got neither");
            }
            return new Range(offset, null);
        }
        Matcher bytes = BYTES.matcher(range);
        if (bytes.matches() == false || Long.parseLong(bytes.group(2)) - Long.parseLong(bytes.group(1)) != length - 1) {
            throw new IllegalArgumentException("[" + RANGE + "] must be [bytes first-last/all] of the [" + length
                    + "] bytes that came, got [" + range + "]");
        }
        long first = Long.parseLong(bytes.group(1));
        if (request.hasParam(OFFSET) && offset != first) {
            throw new IllegalArgumentException(
                    "[" + OFFSET + "] must be what [" + RANGE + "] says, [" + first + "], got [" + offset + "]");
        }
        return new Range(first, bytes.group(3).equals("*") ? null : Long.valueOf(bytes.group(3)));
    }
}
