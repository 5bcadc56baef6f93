/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import org.assort.demo.node.Http;
import org.junit.Test;

public class ModelWatchTests extends RandomizedTest {

    private static boolean isWarm(String... states) throws IOException {
        StringBuilder nodes = new StringBuilder();
        for (String state : states) {
            nodes.append(nodes.isEmpty() ? "" : ",")
                    .append("\"n")
                    .append(nodes.length())
                    .append("\":{\"name\":\"one\",\"state\":\"")
                    .append(state)
                    .append("\",\"reason\":\"no such file\"}");
        }
        return ModelWatch.isWarm(Http.JSON.readTree("{\"models\":{\"m\":{\"nodes\":{" + nodes + "}}}}"), "m");
    }

    @Test
    public void warmWhereItIsWarmOnAllNodes() throws Exception {
        assertTrue(isWarm("warm", "warm"));
        assertFalse(isWarm("warm", "loading"));
        assertFalse(isWarm());
        assertFalse(ModelWatch.isWarm(Http.JSON.readTree("{\"models\":{}}"), "m"));
    }

    @Test
    public void aFailureTellsTheNodesReason() {
        IOException failure = assertThrows(IOException.class, () -> isWarm("warm", "failed"));
        assertEquals("model [m] failed on node [one]: no such file", failure.getMessage());
    }
}
