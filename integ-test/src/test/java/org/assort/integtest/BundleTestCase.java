/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** A test of bundles over the same orders in one shard and in five; {@code {n}} stands for the number of shards. */
public abstract class BundleTestCase extends NodeTestCase {

    static BundleShop shop;

    @BeforeClass
    public static void openShop() throws IOException {
        shop = new BundleShop(http(), new Random(randomLong())).open();
    }

    @AfterClass
    public static void closeShop() throws IOException {
        if (shop != null) {
            shop.close();
        }
        shop = null;
    }

    static String at(String text, int shards) {
        return text.replace("{n}", Integer.toString(shards));
    }

    static Http.Response send(String index, JsonNode body, int shards) throws IOException {
        return http().post(at("/" + index + "/_search", shards), at(body.toString(), shards));
    }

    /** What the aggregation {@code b} of a search answers. */
    static JsonNode bundles(Http.Response response) throws IOException {
        JsonNode body = response.ok();
        assertEquals(body.toString(), 0, body.at("/_shards/failed").asInt(-1));
        return body.at("/aggregations/b");
    }

    /** The answer of five shards, once it is sure that one shard gives the same. */
    static JsonNode same(String index, JsonNode body) throws IOException {
        JsonNode one = bundles(send(index, body, 1));
        JsonNode five = bundles(send(index, body, 5));
        assertEquals(body.toString(), one, five);
        return five;
    }

    /** A search of nothing but bundles. */
    static ObjectNode only(String clause) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode().put("size", 0);
        body.putObject("aggs").putObject("b").set("bundle", json(clause));
        return body;
    }

    static List<String> items(JsonNode bucket) {
        return StreamSupport.stream(bucket.path("items").spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
    }

    static List<JsonNode> buckets(JsonNode bundles) {
        return StreamSupport.stream(bundles.path("buckets").spliterator(), false)
                .toList();
    }

    /** Fails unless both numbers of shards refuse a search with a status and a sentence. */
    static void assertRefused(int status, String sentence, String index, JsonNode body) throws IOException {
        for (int shards : BundleShop.SHARDS) {
            Http.Response response = send(index, body, shards);
            assertEquals(body + " -> " + response.text(), status, response.status());
            assertContains(body.toString(), response.text(), at(sentence, shards));
        }
    }
}
