/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.assort.model.Purpose;
import org.opensearch.Version;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.Strings;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.test.OpenSearchTestCase;

public class WireTests extends OpenSearchTestCase {

    private static <T extends Writeable> T copy(T value, Writeable.Reader<T> reader) throws IOException {
        BytesStreamOutput out = new BytesStreamOutput();
        value.writeTo(out);
        try (StreamInput in = out.bytes().streamInput()) {
            T read = reader.read(in);
            assertEquals("everything was read", 0, in.available());
            return read;
        }
    }

    private static ModelStatus status() {
        return new ModelStatus(
                randomAlphaOfLength(5),
                randomFrom(ModelState.values()),
                randomBoolean() ? null : randomAlphaOfLength(9),
                randomBoolean()
                        ? null
                        : new ModelStatus.Facts(
                                randomAlphaOfLength(3),
                                randomBoolean() ? null : randomAlphaOfLength(9),
                                randomAlphaOfLength(3),
                                randomIntBetween(1, 2000),
                                randomIntBetween(1, 512),
                                randomNonNegativeLong(),
                                randomBoolean(),
                                randomAlphaOfLength(64),
                                randomNonNegativeLong()),
                randomNonNegativeLong(),
                randomBoolean() ? null : version(),
                randomBoolean() ? null : version());
    }

    private static VersionStatus version() {
        return new VersionStatus(
                randomNonNegativeLong(),
                randomFrom(ModelState.values()),
                randomBoolean() ? null : randomAlphaOfLength(9),
                randomNonNegativeLong());
    }

    private static EmbeddingStats stats() {
        return new EmbeddingStats(
                pool(),
                pool(),
                randomNonNegativeLong(),
                new CacheStats(randomNonNegativeLong(), randomNonNegativeLong(), lookups()),
                randomList(0, 3, () -> randomAlphaOfLength(5)).stream()
                        .distinct()
                        .collect(Collectors.toMap(id -> id, id -> new ModelStats(pool(), pool(), lookups()))));
    }

    private static MemoryStats memory() {
        return new MemoryStats(randomNonNegativeLong(), randomNonNegativeLong(), randomNonNegativeLong());
    }

    private static LookupStats lookups() {
        return new LookupStats(randomNonNegativeLong(), randomNonNegativeLong());
    }

    private static PoolStats pool() {
        return new PoolStats(
                randomNonNegativeLong(),
                randomNonNegativeLong(),
                randomNonNegativeLong(),
                randomNonNegativeLong(),
                randomNonNegativeLong(),
                randomNonNegativeLong(),
                randomIntBetween(0, 9),
                randomIntBetween(0, 9));
    }

    public void testReportOfANode() throws IOException {
        for (int i = 0; i < 50; i++) {
            DiscoveryNode node = new DiscoveryNode("n" + i, buildNewFakeTransportAddress(), Version.CURRENT);
            NodeReport report = new NodeReport(node, randomList(0, 3, WireTests::status), stats(), memory());
            NodeReport read = copy(report, NodeReport::new);
            assertEquals(node, read.getNode());
            assertEquals(report.models(), read.models());
            assertEquals(report.stats(), read.stats());
            assertEquals(report.memory(), read.memory());
        }
    }

    public void testTextsToEmbed() throws IOException {
        EmbedAction.Request request =
                new EmbedAction.Request("m", List.of("a", "", "中文"), randomFrom(Purpose.values()));
        EmbedAction.Request read = copy(request, EmbedAction.Request::new);
        assertEquals(request.model(), read.model());
        assertEquals(request.texts(), read.texts());
        assertEquals(request.purpose(), read.purpose());
        assertTrue(read.forward());
        EmbedAction.Request passedOn = copy(read.forOther(), EmbedAction.Request::new);
        assertEquals(request.texts(), passedOn.texts());
        assertFalse("who is asked does not ask others", passedOn.forward());
    }

    public void testWhatBecameOfThem() throws IOException {
        float[][] vectors = {{1, -2.5f}, {0, 3}};
        EmbedAction.Response there = copy(new EmbedAction.Response(vectors), EmbedAction.Response::new);
        assertNull(there.absence());
        assertEquals(
                Strings.toString(MediaTypeRegistry.JSON, new EmbedAction.Response(vectors)),
                Strings.toString(MediaTypeRegistry.JSON, there));
        for (Absence why : List.of(Absence.NO_SUCH_MODEL, Absence.unread("m"), Absence.notYet("why"))) {
            assertEquals(
                    why,
                    copy(new EmbedAction.Response(why), EmbedAction.Response::new)
                            .absence());
        }
    }

    public void testNumberOfTextsIsBounded() {
        assertNotNull(new EmbedAction.Request("m", List.of(), Purpose.QUERY).validate());
        List<String> most = Collections.nCopies(EmbedAction.MAX_TEXTS, "t");
        assertNull(new EmbedAction.Request("m", most, Purpose.QUERY).validate());
        List<String> more = Collections.nCopies(EmbedAction.MAX_TEXTS + 1, "t");
        assertTrue(new EmbedAction.Request("m", more, Purpose.QUERY)
                .validate()
                .getMessage()
                .contains("1 to 256 texts, got [257]"));
    }
}
