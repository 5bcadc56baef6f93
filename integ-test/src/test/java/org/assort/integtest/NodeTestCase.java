/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.ThreadLeakScope;
import com.carrotsearch.randomizedtesting.annotations.TimeoutSuite;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.assort.demo.node.Http;
import org.junit.Assert;

/** A test on the shared node. */
@ThreadLeakScope(ThreadLeakScope.Scope.NONE) // the shared node's HTTP client and watcher outlive a class
@TimeoutSuite(millis = 20 * 60 * 1000)
public abstract class NodeTestCase extends RandomizedTest {

    /** Speaks to the shared node. */
    protected static Http http() {
        return SharedNode.get().http();
    }

    /** The plugin's endpoints on the shared node. */
    protected static Assort assort() {
        return new Assort(http());
    }

    /** Parses an object; single quotes stand for double ones. */
    protected static ObjectNode json(String text) throws IOException {
        return (ObjectNode) Http.JSON.readTree(text.replace('\'', '"'));
    }

    /** Creates an index. */
    protected static void createIndex(String index, String json) throws IOException {
        http().put("/" + index, json(json)).ok();
    }

    /** Deletes indices that may be there. */
    protected static void deleteIndices(String... indices) throws IOException {
        for (String index : indices) {
            http().delete("/" + index + "?ignore_unavailable=true").ok();
        }
    }

    /** A search for a query's best, as many as {@code size}, with a clause over {@code window}; null is without. */
    protected static ObjectNode request(JsonNode query, int size, int window, JsonNode clause) {
        ObjectNode request = Http.JSON.createObjectNode();
        request.set("query", query);
        request.put("size", size);
        request.put("_source", false);
        if (clause != null) {
            request.putObject("rescore").put("window_size", window).set("diversify", clause);
        }
        return request;
    }

    /** Runs a search that must succeed on every shard. */
    protected static Answer search(String index, JsonNode request) throws IOException {
        return Answer.of(http().post("/" + index + "/_search", request));
    }

    /** Changes a dynamic setting of the cluster; null puts it back. */
    protected static void setting(String name, String value) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("persistent").put(name, value);
        http().put("/_cluster/settings", body).ok();
    }

    /** Asserts that one of the texts contains another. */
    protected static void assertAnyContains(String what, List<String> texts, String wanted) {
        Assert.assertTrue(
                what + ": no [" + wanted + "] among " + texts, texts.stream().anyMatch(text -> text.contains(wanted)));
    }

    /** Asserts that a text contains another. */
    protected static void assertContains(String what, String text, String wanted) {
        Assert.assertTrue(what + ": no [" + wanted + "] in: " + text, text.contains(wanted));
    }
}
