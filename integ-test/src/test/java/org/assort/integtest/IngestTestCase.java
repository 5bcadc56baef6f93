/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** A test of documents that get their vectors at ingest. */
public abstract class IngestTestCase extends NodeTestCase {

    private static TextShop words;

    @BeforeClass
    public static void findWords() {
        words = new TextShop(null, "", new Random(randomLong()));
    }

    @AfterClass
    public static void forgetWords() {
        words = null;
    }

    /** The node that the classes share. */
    protected static IngestClient ingest() {
        return new IngestClient(IngestNode.get().http());
    }

    /** A title that no product had before, so that no cache has its vector. */
    protected static String title() {
        return words.title(8);
    }

    protected static List<ObjectNode> products(int count) {
        return Stream.generate(() ->
                        Http.JSON.createObjectNode().put("title", title()).put("price", randomIntBetween(1, 1000)))
                .limit(count)
                .toList();
    }

    /** Products for {@link Bulk}, with ids that begin so. */
    protected static Bulk.Documents documents(String prefix, int count) {
        List<ObjectNode> products = products(count);
        Iterator<Bulk.Document> documents = IntStream.range(0, count)
                .mapToObj(i -> new Bulk.Document(prefix + i, products.get(i)))
                .iterator();
        return Bulk.Documents.of(documents);
    }

    /** Embeds a title as a product's. */
    protected static float[] embedded(IngestClient client, String title) throws IOException {
        return client.assort().embed(List.of(title)).get(0);
    }
}
