/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class QuickstartTests extends RandomizedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Quickstart.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    public void aTakenPortIsSaidBeforeAnythingElseIsDone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, run("--port", Integer.toString(taken.getLocalPort())));
            assertEquals(
                    "quickstart: port " + taken.getLocalPort() + " is taken; choose another with --port",
                    err.toString(StandardCharsets.UTF_8).strip());
            assertEquals("", out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    public void aWrongOptionIsOneLineAndTheUsage() {
        assertEquals(2, run("--colour"));
        assertTrue(
                err.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8).startsWith("[--colour] is not an option\nusage: "));
    }

    @Test
    public void helpIsNoFailure() {
        assertEquals(0, run("--help"));
        assertTrue(
                out.toString(StandardCharsets.UTF_8),
                out.toString(StandardCharsets.UTF_8).startsWith("usage: ./quickstart"));
    }
}
