/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.Test;

public class PortsTests extends RandomizedTest {

    @Test
    public void aTakenPortIsSaidAndLeftAlone() throws Exception {
        // Whether it is held on this address or on all of them.
        InetAddress address = randomBoolean() ? InetAddress.getLoopbackAddress() : null;
        try (ServerSocket taken = new ServerSocket(0, 1, address)) {
            int port = taken.getLocalPort();
            assertFalse(Ports.isFree(port));
            NodeFailure failure = assertThrows(NodeFailure.class, () -> Ports.requireFree(port));
            assertEquals("port " + port + " is taken; choose another with --port", failure.getMessage());
            assertFalse(taken.isClosed());
        }
    }

    @Test
    public void aFreePortCanBeTaken() throws Exception {
        int port = Ports.free();
        Ports.requireFree(port);
        try (ServerSocket mine = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, mine.getLocalPort());
        }
    }
}
