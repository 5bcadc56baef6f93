/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import static org.hamcrest.Matchers.containsString;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpNodeClient;
import org.opensearch.test.rest.FakeRestChannel;
import org.opensearch.test.rest.FakeRestRequest;

/** Bodies that are not one object of the fields that are wanted, in any format. */
public class RequestBodyTests extends OpenSearchTestCase {

    private static final BaseRestHandler EMBED = new RestEmbedAction();
    private static final BaseRestHandler BACKFILL = new RestBackfillAction(() -> null);
    private static final String PURPOSE = "{\"purpose\": \"query\", \"texts\": [\"a\"]}";
    private static final String INDEX = "{\"index\": \"shop\"}";

    private RestRequest request(BaseRestHandler handler, byte[] body, XContentType type) {
        return new FakeRestRequest.Builder(xContentRegistry())
                .withParams(new HashMap<>(handler instanceof RestEmbedAction ? Map.of("id", "m") : Map.of()))
                .withContent(new BytesArray(body), type)
                .build();
    }

    private void handle(BaseRestHandler handler, byte[] body, XContentType type) throws Exception {
        RestRequest request = request(handler, body, type);
        try (NoOpNodeClient client = new NoOpNodeClient(getTestName())) {
            handler.handleRequest(request, new FakeRestChannel(request, true, 1), client);
        }
    }

    private void assertRefused(BaseRestHandler handler, byte[] body, XContentType type, String reason) {
        Exception refused = expectThrows(Exception.class, () -> handle(handler, body, type));
        assertEquals(refused.toString(), RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
        assertThat(refused.getMessage(), containsString(reason));
    }

    private void assertRefused(BaseRestHandler handler, String json, String reason) {
        assertRefused(handler, json.getBytes(StandardCharsets.UTF_8), XContentType.JSON, reason);
    }

    /** CBOR: bytes, and letters for those that are letters. */
    private static byte[] cbor(Object... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                bytes.write(0x60 + text.length());
                bytes.write(text.getBytes(StandardCharsets.US_ASCII));
            } else {
                bytes.write((Integer) part);
            }
        }
        return bytes.toByteArray();
    }

    public void testNothingMayComeAfterTheObject() throws Exception {
        for (String more : List.of(" xx", "{}", "\n" + PURPOSE, " []", " 7", "]")) {
            assertRefused(EMBED, PURPOSE + more, "[_embed] must be one object, got more after it");
            assertRefused(BACKFILL, INDEX + more, "[backfill] must be one object, got more after it");
        }
        handle(BACKFILL, (INDEX + " \n").getBytes(StandardCharsets.UTF_8), XContentType.JSON);
    }

    public void testAByteStringIsNoValue() throws IOException {
        Object[] bytes = {0x43, (int) 'a', (int) 'b', (int) 'c'};
        assertRefused(EMBED, cbor(bytes), XContentType.CBOR, "[_embed] must be an object, got [a byte string]");
        assertRefused(
                EMBED, map("texts", bytes), XContentType.CBOR, "[texts] must be an array of strings, got [a byte");
        assertRefused(
                EMBED,
                map("texts", 0x81, bytes[0], bytes[1], bytes[2], bytes[3]),
                XContentType.CBOR,
                "[texts] must hold strings only, got [a byte string]");
        assertRefused(EMBED, map("purpose", bytes), XContentType.CBOR, "[purpose] must be a string, got [a byte");
        for (String field : List.of("index", "pipeline", "query", "requests_per_second")) {
            assertRefused(BACKFILL, map(field, bytes), XContentType.CBOR, "[" + field + "] must");
        }
    }

    private static byte[] map(String field, Object... value) throws IOException {
        Object[] parts = new Object[value.length + 3];
        parts[0] = 0xbf;
        parts[1] = field;
        System.arraycopy(value, 0, parts, 2, value.length);
        parts[parts.length - 1] = 0xff;
        return cbor(parts);
    }
}
