/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assort.model.ModelException;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.OpenSearchTestCase;

public class CatalogueTests extends OpenSearchTestCase {

    private static Catalogue copy(Catalogue catalogue) throws IOException {
        try (XContentBuilder builder = XContentFactory.jsonBuilder()) {
            CatalogueJson.write(catalogue, builder);
            BytesReference bytes = BytesReference.bytes(builder);
            Map<String, Object> source =
                    XContentHelper.convertToMap(bytes, true, XContentType.JSON).v2();
            return CatalogueJson.read(source);
        }
    }

    private static List<Long> numbers(List<ModelVersion> versions) {
        return versions.stream().map(ModelVersion::number).toList();
    }

    /** Whatever happens, no version is lost before it is swept, none is at two places, and the document says all of it. */
    public void testRandomLife() throws Exception {
        Catalogue catalogue = Catalogue.EMPTY;
        long last = 0;
        for (int step = 0; step < 300; step++) {
            Catalogue before = catalogue;
            String id = randomFrom("a", "b", "c");
            StoredModel model = catalogue.models().get(id);
            ModelVersion next = catalogue.next(id);
            switch (randomIntBetween(0, 5)) {
                case 0 -> catalogue = catalogue.begin(Versions.of(++last, id));
                case 1 -> {
                    if (next != null && next.complete() == false) {
                        catalogue =
                                catalogue.with(id, model.withNext(next.received("model.onnx", randomIntBetween(0, 9))));
                        if (randomBoolean()) {
                            catalogue = catalogue.with(
                                    id, model.withNext(next.force().discarded("model.onnx")));
                        }
                    }
                }
                case 2 -> {
                    if (next != null && next.complete() == false) {
                        catalogue = catalogue.complete(next);
                    }
                }
                case 3 -> {
                    if (next != null && next.complete()) {
                        catalogue = catalogue.activate(id);
                        assertEquals(next, catalogue.models().get(id).active());
                    }
                }
                case 4 -> {
                    if (model != null) {
                        catalogue = catalogue.without(id);
                        assertFalse(catalogue.models().containsKey(id));
                    }
                }
                default -> {
                    if (catalogue.garbage().isEmpty() == false) {
                        catalogue = catalogue.swept(randomFrom(catalogue.garbage()));
                        assertEquals(
                                before.garbage().size() - 1, catalogue.garbage().size());
                        assertEquals(before.models(), catalogue.models());
                        before = catalogue;
                    }
                }
            }
            assertEquals(last, catalogue.lastNumber());
            List<Long> now = numbers(all(catalogue));
            assertEquals(
                    "each at one place: " + now,
                    now.size(),
                    now.stream().distinct().count());
            assertTrue("none is lost: " + numbers(all(before)) + ", " + now, now.containsAll(numbers(all(before))));
            assertEquals(catalogue, copy(catalogue));
        }
    }

    private static List<ModelVersion> all(Catalogue catalogue) {
        Stream<ModelVersion> held = catalogue.models().values().stream()
                .flatMap(model -> Stream.of(model.active(), model.next()).filter(version -> version != null));
        return Stream.concat(held, catalogue.garbage().stream()).toList();
    }

    public void testFirstVersionIsActiveAtOnceAndLaterOnesWait() throws ModelException {
        Catalogue first = Catalogue.EMPTY.begin(Versions.of(1, "m"));
        assertNull(first.models().get("m").active());
        first = first.complete(first.next("m"));
        assertEquals(1, first.models().get("m").active().number());
        assertNull(first.next("m"));
        Catalogue second = first.begin(Versions.of(2, "m"));
        second = second.complete(second.next("m"));
        assertEquals(1, second.models().get("m").active().number());
        assertEquals(2, second.next("m").number());
        Catalogue activated = second.activate("m");
        assertEquals(2, activated.models().get("m").active().number());
        assertEquals(List.of(1L), numbers(activated.garbage()));
    }

    public void testWhatWasWrittenBeforeThereWereAttempts() throws Exception {
        Catalogue catalogue = Catalogue.EMPTY.begin(Versions.of(1, "m"));
        assertEquals(
                catalogue,
                CatalogueJson.read(Map.of(
                        "last_version",
                        1,
                        "models",
                        Map.of(
                                "m",
                                Map.of(
                                        "next",
                                        Map.of(
                                                "model",
                                                "m",
                                                "version",
                                                1,
                                                "chunk_bytes",
                                                100,
                                                "manifest",
                                                catalogue.next("m").json(),
                                                "received",
                                                Map.of("model.onnx", 0, "tokenizer.json", 0),
                                                "complete",
                                                false))),
                        "garbage",
                        List.of())));
    }

    public void testChunksOfAFile() throws ModelException {
        ModelVersion version =
                Versions.of(1, "m", 100, Map.of("model.onnx", new byte[250], "tokenizer.json", new byte[100]));
        assertEquals(3, version.chunks("model.onnx"));
        assertEquals(100, version.chunkLength("model.onnx", 100));
        assertEquals(50, version.chunkLength("model.onnx", 200));
        assertEquals(1, version.chunks("tokenizer.json"));
        assertFalse(version.received("model.onnx", 250).hasAllBytes());
        assertTrue(version.received("model.onnx", 250)
                .received("tokenizer.json", 100)
                .hasAllBytes());
    }
}
