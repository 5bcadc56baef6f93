/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.test.OpenSearchTestCase;

/** A product's documents may lie on any shard: where, and in which order they are read, has no say. */
public class FoundProductsTests extends OpenSearchTestCase {

    private record Document(String id, FoundProduct product) {}

    private static FoundProduct product() {
        return new FoundProduct(
                randomBoolean() ? null : randomByteArrayOfLength(3),
                List.of(randomSubsetOf(List.of("a", "b")), randomSubsetOf(List.of("c"))));
    }

    private static FoundProducts overTheWire(FoundProducts found) throws IOException {
        try (BytesStreamOutput out = new BytesStreamOutput()) {
            found.writeTo(out);
            try (StreamInput in = out.bytes().streamInput()) {
                FoundProducts read = new FoundProducts(in);
                assertEquals("all was read", 0, in.available());
                return read;
            }
        }
    }

    public void testShardsTogetherFindWhatOneFinds() throws IOException {
        for (int round = 0; round < 50; round++) {
            List<Document> documents = new ArrayList<>();
            for (int i = randomIntBetween(0, 40); i > 0; i--) {
                documents.add(new Document("p" + randomIntBetween(0, 9), product()));
            }
            FoundProducts one = new FoundProducts();
            documents.forEach(document -> one.add(document.id(), document.product()));
            Collections.shuffle(documents, random());
            FoundProducts[] shards = new FoundProducts[randomIntBetween(1, 5)];
            for (int shard = 0; shard < shards.length; shard++) {
                shards[shard] = new FoundProducts();
            }
            documents.forEach(document -> randomFrom(shards).add(document.id(), document.product()));
            boolean vectors = randomBoolean();
            if (vectors) {
                randomFrom(shards).vectorsRead();
            }
            FoundProducts all = new FoundProducts();
            for (FoundProducts shard : shards) {
                all.add(overTheWire(shard));
            }
            assertEquals(vectors, all.comparable());
            for (int i = 0; i < 10; i++) {
                assertSame(one.get("p" + i), all.get("p" + i));
            }
        }
    }

    private static void assertSame(FoundProduct expected, FoundProduct found) {
        if (expected == null) {
            assertNull(found);
            return;
        }
        assertArrayEquals(expected.codes(), found.codes());
        assertEquals(expected.values(), found.values());
    }
}
