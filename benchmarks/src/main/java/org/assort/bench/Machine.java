/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a figure was measured on.
 *
 * @param memoryBytes of the machine; 0 where it cannot be had
 */
public record Machine(int cores, String cpu, long memoryBytes, String os, String jdk) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                line(CPU, "model name").orElse(System.getProperty("os.arch")),
                line(MEMORY, "MemTotal").map(Machine::bytes).orElse(0L),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " "
                        + System.getProperty("java.version"));
    }

    private static Optional<String> line(Path file, String key) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static long bytes(String kilobytes) {
        return Long.parseLong(kilobytes.replaceAll("[^0-9]", "")) << 10;
    }

    /** In one line. */
    public String text() {
        return cores + " cores, " + cpu + ", " + (memoryBytes >> 30) + " GB, " + os + ", " + jdk;
    }
}
