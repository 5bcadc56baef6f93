/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Run in a JVM of its own: loads a model, embeds, and prints what it saw of files and sockets, then the vector. {@code
 * LoneNode <native folder> <model folder> <text>}
 */
final class LoneNode {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private LoneNode() {}

    public static void main(String[] args) throws Exception {
        Set<String> seen = new ConcurrentSkipListSet<>();
        checkThatSocketsAreSeen();
        trap(seen);
        Set<String> before = sockets();
        AtomicBoolean done = new AtomicBoolean();
        Thread sampler = new Thread(() -> {
            while (!done.get()) {
                seen.addAll(sockets());
            }
        });
        sampler.start();
        // A search thread's context class loader is the server's, which has none of our classes.
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (TextEmbedder model = new ModelLoader(NativeLibraries.in(Path.of(args[0]))).load(Path.of(args[1]))) {
            float[] vector = model.embed(List.of(args[2]), Purpose.QUERY, Cancellation.NONE)[0];
            seen.addAll(sockets());
            done.set(true);
            sampler.join();
            seen.removeAll(before);
            System.out.println("sockets " + seen);
            System.out.println("temporary files " + files(Path.of(System.getProperty("java.io.tmpdir"))));
            System.out.println("vector " + Arrays.toString(vector));
        }
    }

    /** Also makes the JDK load its own network library now, which opens and closes three sockets as it starts. */
    private static void checkThatSocketsAreSeen() throws IOException {
        Set<String> before = sockets();
        try (ServerSocket server = new ServerSocket(0)) {
            Set<String> now = sockets();
            now.removeAll(before);
            if (now.isEmpty() || server.getLocalPort() == 0) {
                throw new AssertionError("an open socket is not seen");
            }
        }
    }

    /** Whatever Java code asks for a connection shows up here, even if it never comes about. */
    private static void trap(Set<String> seen) throws IOException {
        Socket.setSocketImplFactory(() -> {
            seen.add("a java.net.Socket");
            throw new IllegalStateException("no sockets here");
        });
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                seen.add("a connection to " + uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try (Socket probe = new Socket()) {
            probe.setTcpNoDelay(true);
            throw new AssertionError("the trap does not work");
        } catch (IllegalStateException | SocketException e) {
            if (!seen.remove("a java.net.Socket")) {
                throw new AssertionError("the trap does not work", e);
            }
        }
    }

    /** The open sockets of this process, of any family, as the kernel names them. */
    private static Set<String> sockets() {
        Set<String> sockets = new ConcurrentSkipListSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("this test is for Linux", e);
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed since";
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
