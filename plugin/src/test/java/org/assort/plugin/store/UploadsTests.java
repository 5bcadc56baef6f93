/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.plugin.AssortSettings;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.Version;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.index.IndexAction;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.ClusterServiceUtils;
import org.opensearch.test.OpenSearchTestCase;

/** Uploads whose chunks come late, get lost or are others, and those that the cluster has changed for. */
public class UploadsTests extends OpenSearchTestCase {

    private static final String ID = "m";
    private static final String MODEL = "model.onnx";
    private static final String TOKENIZER = "tokenizer.json";
    private static final int CHUNK = 1 << 16;

    /** Of three chunks and of one. */
    private final Map<String, byte[]> files =
            Map.of(MODEL, randomByteArrayOfLength(2 * CHUNK + 7), TOKENIZER, randomByteArrayOfLength(11));

    private Documents documents;
    private ClusterService cluster;
    private CatalogueStore catalogues;
    private ChunkStore chunks;
    private Uploads uploads;
    private VectorGuard guard;
    private Activator activator;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        documents = new Documents(getTestName());
        Settings settings = Settings.builder()
                .put(AssortSettings.STORE_CHUNK_SIZE.getKey(), CHUNK + "b")
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(
                AssortSettings.STORE_CHUNK_SIZE, AssortSettings.STORE_MAX_MODEL_SIZE, AssortSettings.STORE_MAX_MODELS));
        ClusterSettings dynamic = new ClusterSettings(settings, known);
        // A node that serves no models, so that none is waited for.
        DiscoveryNode node =
                new DiscoveryNode("node", buildNewFakeTransportAddress(), Map.of(), Set.of(), Version.CURRENT);
        cluster = ClusterServiceUtils.createClusterService(documents.threadPool(), node, dynamic);
        state(StoreIndex.NAME, "{}");
        StoreClient client = documents.client();
        catalogues = new CatalogueStore(client, cluster);
        chunks = new ChunkStore(client);
        guard = new VectorGuard(cluster);
        uploads = new Uploads(client, catalogues, chunks, guard, new StoreLimits(settings, dynamic));
        activator = new Activator(client, catalogues, chunks, guard, cluster);
    }

    @Override
    public void tearDown() throws Exception {
        cluster.close();
        documents.close();
        super.tearDown();
    }

    /** One more index in the cluster. */
    private void state(String index, String mapping) throws IOException {
        IndexMetadata more = IndexMetadata.builder(index)
                .settings(settings(Version.CURRENT))
                .numberOfShards(1)
                .numberOfReplicas(0)
                .putMapping(mapping.replace('\'', '"'))
                .build();
        ClusterState now = cluster.state();
        ClusterServiceUtils.setState(
                cluster,
                ClusterState.builder(now)
                        .metadata(Metadata.builder(now.metadata()).put(more, false)));
    }

    private String manifest() throws Exception {
        return Versions.of(1, ID, CHUNK, files).json();
    }

    /** That of a model of the same files, and other vectors. */
    private String other() throws Exception {
        return manifest().replace("\"mean\"", "\"cls\"");
    }

    private UploadState begin(String manifest) {
        return begin(manifest, false, false);
    }

    private UploadState begin(String manifest, boolean force, boolean replace) {
        return uploads.begin(ID, manifest.getBytes(StandardCharsets.UTF_8), force, replace);
    }

    private UploadState send(String file, int chunk) {
        return send(file, chunk, data(file, chunk));
    }

    private UploadState send(String file, int chunk, byte[] data) {
        Long total = randomBoolean() ? null : Long.valueOf(files.get(file).length);
        return uploads.chunk(new PutChunkAction.Request(ID, file, (long) chunk * CHUNK, total, data));
    }

    private byte[] data(String file, int chunk) {
        byte[] all = files.get(file);
        return Arrays.copyOfRange(all, chunk * CHUNK, Math.min(all.length, (chunk + 1) * CHUNK));
    }

    private byte[] wrong(String file, int chunk) {
        byte[] data = data(file, chunk);
        data[randomInt(data.length - 1)] ^= 1;
        return data;
    }

    private UploadState sendAll() {
        send(TOKENIZER, 0);
        send(MODEL, 0);
        send(MODEL, 1);
        return send(MODEL, 2);
    }

    private StoredModel stored() {
        return catalogues.read().models().get(ID);
    }

    private void assertStored(ModelVersion version) throws IOException {
        for (String file : files.keySet()) {
            for (int chunk = 0; chunk < version.chunks(file); chunk++) {
                assertArrayEquals(file + " " + chunk, data(file, chunk), chunks.get(version, file, chunk));
            }
        }
    }

    private static OpenSearchStatusException conflict(ThrowingRunnable request) {
        OpenSearchStatusException refused = expectThrows(OpenSearchStatusException.class, request);
        assertEquals(refused.getMessage(), RestStatus.CONFLICT, refused.status());
        return refused;
    }

    public void testWholeUpload() throws Exception {
        assertEquals(UploadState.Stage.UPLOADING, begin(manifest()).stage());
        assertEquals(UploadState.Stage.ACTIVE, sendAll().stage());
        assertStored(stored().active());
        assertEquals(UploadState.Stage.ACTIVE, begin(manifest()).stage());
    }

    public void testAManifestThatIsNotUtf8BeginsNothing() {
        IllegalArgumentException refused = expectThrows(
                IllegalArgumentException.class, () -> uploads.begin(ID, new byte[] {(byte) 0xff, '{'}, false, false));
        assertThat(refused.getMessage(), containsString("the manifest must be UTF-8, got the byte [0xff] at [0]"));
        assertEquals(Map.of(), catalogues.read().models());
    }

    public void testAChunkOfAFileOfAnotherLength() throws Exception {
        begin(manifest());
        IllegalArgumentException refused = expectThrows(
                IllegalArgumentException.class,
                () -> uploads.chunk(new PutChunkAction.Request(ID, MODEL, 0, 5L, data(MODEL, 0))));
        assertThat(
                refused.getMessage(),
                containsString(
                        "[Content-Range] must end with [/131079], the bytes of [model.onnx], or with [/*], got [/5]"));
        assertEquals(Set.of(), documents.chunks());
    }

    private static void assertMayBeSentAgain(ThrowingRunnable request) {
        OpenSearchStatusException refused = expectThrows(OpenSearchStatusException.class, request);
        assertEquals(refused.getMessage(), RestStatus.SERVICE_UNAVAILABLE, refused.status());
        assertThat(
                refused.getMessage(),
                containsString("could not be reached, send the same request again in a moment: "));
    }

    /** Nodes that are lost with a write, before it is done or before they could say so: it comes again, and all is as it should be. */
    public void testWhatWasLostWithANodeIsSentAgain() throws Exception {
        documents.loseNode(IndexAction.INSTANCE, "catalogue", randomBoolean());
        assertMayBeSentAgain(() -> begin(manifest()));
        begin(manifest());
        send(TOKENIZER, 0);
        for (int chunk = 0; chunk < 3; chunk++) {
            int lost = chunk;
            documents.loseNode(IndexAction.INSTANCE, "1/model.onnx/0/" + lost, randomBoolean());
            assertMayBeSentAgain(() -> send(MODEL, lost));
            documents.loseNode(IndexAction.INSTANCE, "catalogue", randomBoolean());
            assertMayBeSentAgain(() -> send(MODEL, lost));
            assertEquals(
                    "it stays, as it may be counted",
                    2 + lost,
                    documents.chunks().size());
            send(MODEL, lost);
        }
        assertStored(stored().active());
    }

    public void testAnotherCopyIsReadWhereANodeIsLost() throws Exception {
        documents.loseNode(GetAction.INSTANCE, "catalogue", false);
        begin(manifest());
        documents.loseNode(GetAction.INSTANCE, "1/model.onnx/0/1", false);
        assertEquals(UploadState.Stage.ACTIVE, sendAll().stage());
    }

    public void testWhatIsInTheWayOfAnotherUpload() throws Exception {
        begin(manifest());
        assertThat(
                conflict(() -> begin(other())).getMessage(),
                containsString(
                        "another upload of model [m], version [1], is under way: finish or delete it, or take its"));
        sendAll();
        begin(other());
        // To delete it would be to delete the active one too.
        assertThat(
                conflict(() -> begin(manifest())).getMessage(),
                containsString("another upload of model [m], version [2], is under way: finish it, or take its place"));
        sendAll();
        assertThat(
                conflict(() -> begin(manifest())).getMessage(),
                containsString(
                        "version [2], is complete and has yet to become active: wait for that, or take its place "
                                + "with [replace=true]"));
        assertEquals(3, begin(manifest(), false, true).version());
    }

    public void testAFileWhoseChunkIsLostIsSentAgain() throws Exception {
        begin(manifest());
        send(TOKENIZER, 0);
        send(MODEL, 0);
        send(MODEL, 1);
        documents.lose(documents.chunks().stream()
                .filter(id -> id.contains(MODEL))
                .findFirst()
                .orElseThrow());
        IllegalArgumentException refused = expectThrows(IllegalArgumentException.class, () -> send(MODEL, 2));
        assertThat(
                refused.getMessage(), containsString("chunk 0 of [model.onnx] of model [m] in the store is missing"));
        assertThat(refused.getMessage(), containsString("[model.onnx] was thrown away, send it again"));
        UploadState now = begin(manifest());
        assertEquals(0, now.files().get(MODEL).received());
        assertEquals("the other stays", 11, now.files().get(TOKENIZER).received());
        send(MODEL, 0);
        send(MODEL, 1);
        assertEquals(UploadState.Stage.ACTIVE, send(MODEL, 2).stage());
        assertStored(stored().active());
    }

    /** Two clients of one manifest, one with other bytes, which come when the last chunk has come, been verified and counted. */
    public void testALateChunkDoesNotTakeThePlaceOfAVerifiedOne() throws Exception {
        begin(manifest());
        send(TOKENIZER, 0);
        send(MODEL, 0);
        send(MODEL, 1);
        documents.beforeWriting("1/model.onnx/0/2", () -> send(MODEL, 2));
        assertEquals(UploadState.Stage.ACTIVE, send(MODEL, 2, wrong(MODEL, 2)).stage());
        assertStored(stored().active());
    }

    /** What the last chunk had thrown away is not counted for a late one of the same. */
    public void testALateChunkOfAnAttemptThatWasGivenUp() throws Exception {
        begin(manifest());
        send(TOKENIZER, 0);
        send(MODEL, 0, wrong(MODEL, 0));
        send(MODEL, 1);
        documents.beforeWriting(
                "1/model.onnx/0/2",
                () -> assertThat(
                        expectThrows(IllegalArgumentException.class, () -> send(MODEL, 2))
                                .getMessage(),
                        containsString("[model.onnx] must have the SHA-256")));
        assertThat(
                conflict(() -> send(MODEL, 2)).getMessage(),
                containsString("what came of [model.onnx] was thrown away meanwhile: [0] bytes are there"));
        assertEquals(0L, (long) stored().next().received().get(MODEL));
        assertEquals("nothing of it is left", Set.of("1/tokenizer.json/0/0"), documents.chunks());
        send(MODEL, 0);
        send(MODEL, 1);
        assertEquals(UploadState.Stage.ACTIVE, send(MODEL, 2).stage());
        assertStored(stored().active());
    }

    /** A chunk that was written and not counted, as its node died, is counted when it comes again. */
    public void testAChunkThatWasNotCounted() throws Exception {
        begin(manifest());
        chunks.put(stored().next(), MODEL, 0, data(MODEL, 0));
        assertEquals(UploadState.Stage.ACTIVE, sendAll().stage());
        assertStored(stored().active());
    }

    /** What one found to be in order the other could not read, and threw away before the first had said so. */
    public void testTwoWhoVerifyTheSameVersion() throws Exception {
        begin(manifest());
        send(TOKENIZER, 0);
        send(MODEL, 0);
        send(MODEL, 1);
        // A node that was killed when all bytes were there.
        ModelVersion version = stored().next();
        chunks.put(version, MODEL, 2, data(MODEL, 2));
        ModelVersion whole = version.received(MODEL, files.get(MODEL).length);
        catalogues.update(
                catalogue -> catalogue.with(ID, catalogue.models().get(ID).withNext(whole)));
        documents.beforeWriting("catalogue", () -> {
            documents.lose("1/model.onnx/0/1");
            expectThrows(IllegalArgumentException.class, () -> begin(manifest()));
        });
        assertThat(conflict(() -> begin(manifest())).getMessage(), containsString("[0] bytes are there"));
        assertFalse(stored().next().complete());
        assertEquals(UploadState.Stage.ACTIVE, sendAll().stage());
        assertStored(stored().active());
    }

    public void testChunksOfAllAttemptsAreSwept() throws Exception {
        begin(manifest());
        send(TOKENIZER, 0);
        send(MODEL, 0);
        ModelVersion first = stored().next();
        send(MODEL, 1, wrong(MODEL, 1));
        expectThrows(IllegalArgumentException.class, () -> send(MODEL, 2));
        // Of a node that was killed before it could take it back.
        chunks.put(first, MODEL, 1, data(MODEL, 1));
        sendAll();
        catalogues.update(catalogue -> catalogue.without(ID));
        activator.run(catalogues.read());
        assertEquals(Set.of(), documents.chunks());
        assertEquals(List.of(), catalogues.read().garbage());
    }

    private void name(String index) throws IOException {
        state(index, "{'properties': {'v': {'type': 'product_vector', 'dimension': 384, 'model': 'm'}}}");
    }

    private List<String> holding() {
        return guard.holding(catalogues.read().models().get(ID));
    }

    public void testWhatNamesTheModelSinceItsUploadBegan() throws Exception {
        begin(manifest());
        sendAll();
        begin(other());
        send(TOKENIZER, 0);
        send(MODEL, 0);
        send(MODEL, 1);
        name("shop");
        for (int i = 0; i < 2; i++) {
            assertThat(conflict(() -> send(MODEL, 2)).getMessage(), containsString("field [v] of index [shop]"));
            assertThat(conflict(() -> begin(other())).getMessage(), containsString("[force=true]"));
        }
        assertFalse(stored().next().complete());
        assertEquals(UploadState.Stage.PREPARING, begin(other(), true, false).stage());
        assertFalse(activator.run(catalogues.read()));
        assertEquals(2, stored().active().number());
        assertNull(stored().next());
    }

    public void testWhatNamesTheModelWhileItWaitsForNodes() throws Exception {
        begin(manifest());
        sendAll();
        begin(other());
        assertEquals(UploadState.Stage.PREPARING, sendAll().stage());
        assertEquals(List.of(), holding());
        name("shop");
        assertEquals(List.of("field [v] of index [shop]"), holding());
        assertTrue("it waits", activator.run(catalogues.read()));
        assertEquals(1, stored().active().number());
        assertThat(conflict(() -> begin(other())).getMessage(), containsString("field [v] of index [shop]"));
        begin(other(), true, false);
        assertEquals(List.of(), holding());
        assertFalse(activator.run(catalogues.read()));
        assertEquals(2, stored().active().number());
    }

    /** The same vectors: whoever names the model may have it. */
    public void testANamedModelUploadedAnew() throws Exception {
        begin(manifest());
        sendAll();
        name("shop");
        begin(manifest(), false, true);
        assertEquals(UploadState.Stage.PREPARING, sendAll().stage());
        assertFalse(activator.run(catalogues.read()));
        assertEquals(2, stored().active().number());
        activator.run(catalogues.read());
        assertEquals("the chunks of the first are swept", 4, documents.chunks().size());
    }
}
