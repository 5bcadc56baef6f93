/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.plugin.store.PutChunkAction;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.rest.RestRequest;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpNodeClient;
import org.opensearch.test.rest.FakeRestChannel;
import org.opensearch.test.rest.FakeRestRequest;

/** Where a request says that its chunk belongs. */
public class RestPutChunkActionTests extends OpenSearchTestCase {

    private static final byte[] DATA = {1, 2, 3, 4};

    private RestRequest request(String offset, String range) {
        Map<String, String> params = new HashMap<>(Map.of("id", "m", "name", "model.onnx"));
        if (offset != null) {
            params.put("offset", offset);
        }
        Map<String, List<String>> headers = new HashMap<>();
        if (range != null) {
            headers.put("Content-Range", List.of(range));
        }
        return new FakeRestRequest.Builder(xContentRegistry())
                .withParams(params)
                .withHeaders(headers)
                .withContent(new BytesArray(DATA), XContentType.CBOR)
                .build();
    }

    /** Returns what the store is asked for. */
    private ActionRequest handle(String offset, String range) throws Exception {
        ActionRequest[] sent = new ActionRequest[1];
        RestRequest request = request(offset, range);
        try (NoOpNodeClient client = new NoOpNodeClient(getTestName()) {
            @Override
            public <Q extends ActionRequest, R extends ActionResponse> void doExecute(
                    ActionType<R> action, Q asked, ActionListener<R> listener) {
                sent[0] = asked;
            }
        }) {
            new RestPutChunkAction().handleRequest(request, new FakeRestChannel(request, true, 1), client);
        }
        return sent[0];
    }

    private static BytesReference bytes(ActionRequest request) throws IOException {
        BytesStreamOutput out = new BytesStreamOutput();
        request.writeTo(out);
        return out.bytes();
    }

    private void assertAsked(long offset, Long total, ActionRequest asked) throws IOException {
        assertEquals(bytes(new PutChunkAction.Request("m", "model.onnx", offset, total, DATA)), bytes(asked));
    }

    private void assertRefused(String offset, String range, String reason) {
        assertThat(
                expectThrows(IllegalArgumentException.class, () -> handle(offset, range))
                        .getMessage(),
                containsString(reason));
    }

    public void testTheTotalIsTheStoresToCompare() throws Exception {
        assertAsked(8, null, handle("8", null));
        assertAsked(8, 500L, handle(null, "bytes 8-11/500"));
        assertAsked(8, null, handle("8", "bytes 8-11/*"));
    }

    public void testWhatDoesNotSayWhereItBelongs() {
        assertRefused(null, null, "[offset] must say where the chunk begins, or [Content-Range] does, got neither");
        assertRefused(
                null, "bytes 8-12/500", "[Content-Range] must be [bytes first-last/all] of the [4] bytes that came");
        assertRefused("4", "bytes 8-11/500", "[offset] must be what [Content-Range] says, [8], got [4]");
        assertRefused("x", null, "[offset]");
    }
}
