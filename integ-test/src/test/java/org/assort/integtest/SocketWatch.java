/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks again and again, in Linux's {@code /proc}, at the internet sockets of one process, and remembers those that
 * leave the machine. Safe for use by several threads.
 */
final class SocketWatch {

    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6");
    private static final long PAUSE_MILLIS = 50;

    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF00000100007F";

    private final Path process;
    private final Set<String> strangers = new HashSet<>();
    private long looks;

    private SocketWatch(long pid) {
        this.process = Path.of("/proc/" + pid);
    }

    /** Starts to watch, in a thread of its own that ends with the process. */
    static SocketWatch start(long pid) {
        SocketWatch watch = new SocketWatch(pid);
        if (watch.isPossible()) {
            Thread thread = new Thread(watch::run, "socket-watch-" + pid);
            thread.setDaemon(true);
            thread.start();
        }
        return watch;
    }

    /** Whether this machine shows the sockets of a process. */
    boolean isPossible() {
        return Files.isReadable(process.resolve("net/tcp")) && Files.isReadable(process.resolve("fd"));
    }

    private void run() {
        try {
            while (Files.exists(process)) {
                look();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException ended) {
            // The process has ended, or this JVM is about to.
        }
    }

    private void look() throws IOException {
        Map<String, String> seen = leavingSockets();
        if (seen.isEmpty() == false) {
            seen.keySet().retainAll(ownInodes());
        }
        synchronized (this) {
            strangers.addAll(seen.values());
            looks++;
        }
    }

    /** Sockets of the whole machine by inode, those between loopback addresses left out. */
    private Map<String, String> leavingSockets() throws IOException {
        Map<String, String> sockets = new TreeMap<>();
        for (String table : TABLES) {
            Path file = process.resolve("net").resolve(table);
            if (Files.isReadable(file)) {
                List<String> lines = Files.readAllLines(file);
                for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                    String[] columns = line.strip().split("\\s+", -1);
                    if (isStrange(table, columns[1], columns[2])) {
                        sockets.put(columns[9], table + " " + columns[1] + " -> " + columns[2]);
                    }
                }
            }
        }
        return sockets;
    }

    /** A TCP socket may listen on loopback or join two loopback addresses; there is no use for any other kind. */
    private static boolean isStrange(String table, String local, String remote) {
        if (table.startsWith("tcp") == false) {
            return true;
        }
        boolean listens = remote.endsWith(":0000");
        return isLoopback(local) == false || (listens == false && isLoopback(remote) == false);
    }

    private static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return Set.of(LOOPBACK_4, LOOPBACK_6, LOOPBACK_4_IN_6).contains(host);
    }

    private Set<String> ownInodes() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                try {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (IOException closedMeanwhile) {
                    // Nothing to see any more.
                }
            }
        }
        return inodes;
    }

    /** How often it has looked. */
    synchronized long looks() {
        return looks;
    }

    /** The sockets seen so far, in the kernel's words, that were not between loopback addresses. */
    synchronized Set<String> strangers() {
        return Set.copyOf(strangers);
    }
}
