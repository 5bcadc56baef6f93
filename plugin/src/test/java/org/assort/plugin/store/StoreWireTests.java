/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.OpenSearchTestCase;

public class StoreWireTests extends OpenSearchTestCase {

    private static <T extends Writeable> T copy(T value, Writeable.Reader<T> reader) throws IOException {
        BytesStreamOutput out = new BytesStreamOutput();
        value.writeTo(out);
        try (StreamInput in = out.bytes().streamInput()) {
            T read = reader.read(in);
            assertEquals("everything was read", 0, in.available());
            return read;
        }
    }

    private static UploadState upload() {
        Map<String, UploadState.FileState> files = new TreeMap<>();
        for (int i = randomIntBetween(0, 3); i > 0; i--) {
            files.put(
                    randomAlphaOfLength(5),
                    new UploadState.FileState(randomNonNegativeLong(), randomNonNegativeLong()));
        }
        return new UploadState(
                randomNonNegativeLong(), randomFrom(UploadState.Stage.values()), randomIntBetween(0, 1 << 25), files);
    }

    public void testManifestToBegin() throws IOException {
        PutModelAction.Request request = new PutModelAction.Request(
                randomAlphaOfLength(5), randomByteArrayOfLength(50), randomBoolean(), randomBoolean());
        PutModelAction.Request read = copy(request, PutModelAction.Request::new);
        assertEquals(request.model(), read.model());
        assertArrayEquals(request.manifest(), read.manifest());
        assertEquals(request.force(), read.force());
        assertEquals(request.replace(), read.replace());
    }

    public void testChunk() throws IOException {
        PutChunkAction.Request request = new PutChunkAction.Request(
                randomAlphaOfLength(5),
                randomAlphaOfLength(5),
                randomLong(),
                randomBoolean() ? null : randomNonNegativeLong(),
                randomByteArrayOfLength(randomInt(99)));
        PutChunkAction.Request read = copy(request, PutChunkAction.Request::new);
        assertEquals(request.model(), read.model());
        assertEquals(request.file(), read.file());
        assertEquals(request.offset(), read.offset());
        assertEquals(request.total(), read.total());
        assertArrayEquals(request.data(), read.data());
    }

    public void testDeletion() throws IOException {
        DeleteModelAction.Request request = new DeleteModelAction.Request(randomAlphaOfLength(5), randomBoolean());
        DeleteModelAction.Request read = copy(request, DeleteModelAction.Request::new);
        assertEquals(request.model(), read.model());
        assertEquals(request.force(), read.force());
    }

    public void testWhatTheStoreHas() throws IOException {
        Map<String, StoreAction.Model> models = new TreeMap<>();
        for (int i = randomIntBetween(0, 3); i > 0; i--) {
            models.put(
                    randomAlphaOfLength(5),
                    new StoreAction.Model(
                            randomBoolean() ? null : upload(),
                            randomBoolean() ? null : upload(),
                            randomList(0, 2, () -> randomAlphaOfLength(5))));
        }
        assertEquals(
                models,
                copy(new StoreAction.Response(models), StoreAction.Response::new)
                        .models());
    }
}
