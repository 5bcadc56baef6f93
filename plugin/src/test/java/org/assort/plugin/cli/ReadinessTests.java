/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.test.OpenSearchTestCase;

/** When an upload has reached all nodes, from what they say. */
public class ReadinessTests extends OpenSearchTestCase {

    private static Readiness readiness(int silent, String store, String nodes) throws IOException {
        String answer = "{'_nodes': {'total': 3, 'failed': " + silent + "}, 'models': {'m': {'store': {" + store
                + "}, 'nodes': {" + nodes + "}}}}";
        return Readiness.of(
                XContentHelper.convertToMap(JsonXContent.jsonXContent, answer.replace('\'', '"'), true), "m", 7);
    }

    private static String node(String name, String state) {
        return "'id-" + name + "': {'name': '" + name + "', 'version': 7, 'state': '" + state + "'}";
    }

    private static final String ACTIVE = "'active': {'version': 7}";
    private static final String COMING = "'active': {'version': 6}, 'next': {'version': 7}";

    private static void assertWaits(String text, Readiness readiness) {
        assertFalse(text, readiness.reached());
        assertEquals(text, readiness.text());
    }

    public void testAllHaveIt() throws IOException {
        assertTrue(readiness(0, ACTIVE, node("a", "warm") + ", " + node("b", "cold"))
                .reached());
    }

    public void testSomeHaveNot() throws IOException {
        for (String state : new String[] {"waiting", "fetching", "loading"}) {
            assertWaits("a warm, b " + state, readiness(0, ACTIVE, node("a", "warm") + ", " + node("b", state)));
        }
        String old = "'id-b': {'name': 'b', 'version': 6, 'state': 'warm'}";
        assertWaits("a warm, b waiting", readiness(0, ACTIVE, node("a", "warm") + ", " + old));
        assertWaits("", readiness(0, ACTIVE, ""));
    }

    public void testSomeDoNotAnswer() throws IOException {
        assertWaits("a warm, 1 node does not answer", readiness(1, ACTIVE, node("a", "warm")));
        assertWaits("2 nodes do not answer", readiness(2, ACTIVE, ""));
    }

    public void testItIsNotActiveYet() throws IOException {
        String next = "'id-a': {'name': 'a', 'version': 6, 'state': 'warm', 'next': {'version': 7, 'state': 'warm'}}";
        assertWaits("a warm", readiness(0, COMING, next));
    }

    public void testItWillNotGetThere() {
        IOException gone =
                expectThrows(IOException.class, () -> readiness(0, "'active': {'version': 8}", node("a", "warm")));
        assertEquals("version 7 of model m was replaced or deleted meanwhile", gone.getMessage());
        String failed = "'id-a': {'name': 'a', 'version': 7, 'state': 'failed', 'reason': 'no room'}";
        IOException failure = expectThrows(IOException.class, () -> readiness(1, ACTIVE, failed));
        assertEquals("it failed on a: no room", failure.getMessage());
        String held = "'active': {'version': 6}, 'next': {'version': 7, 'held_back_by': ['field [v] of index [i]']}";
        IOException waits = expectThrows(IOException.class, () -> readiness(0, held, node("a", "warm")));
        assertTrue(waits.getMessage(), waits.getMessage().startsWith("it is held back: field [v] of index [i] came"));
    }
}
