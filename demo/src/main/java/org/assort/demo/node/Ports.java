/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP ports of 127.0.0.1, the only address that a node of this package listens on. */
public final class Ports {

    /** The address that nodes listen on. */
    public static final String HOST = "127.0.0.1";

    /** Those that were found free before: who asked may not listen there yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** Says in one line that {@code port} is taken; whoever holds it is left alone. */
    public static void requireFree(int port) throws NodeFailure {
        if (!isFree(port)) {
            throw new NodeFailure("port " + port + " is taken; choose another with --port");
        }
    }

    /** Whether a node could listen on {@code port} now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port that nobody holds now, and another one each time. */
    public static int free() throws IOException {
        int port;
        do {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(address(), 0));
                port = socket.getLocalPort();
            }
        } while (!GIVEN.add(port));
        return port;
    }

    private static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
