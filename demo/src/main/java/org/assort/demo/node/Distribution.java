/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip of the minimal OpenSearch distribution, which carries no JDK. */
public record Distribution(Path zip) {

    public Distribution {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException("no OpenSearch distribution at " + zip);
        }
    }

    /** Unpacks into {@code home}, without the zip's own top folder, and makes the tools of {@code bin/} executable. */
    public void unpack(Path home) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            Enumeration<? extends ZipEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                unpack(file, entries.nextElement(), home);
            }
        }
    }

    private static void unpack(ZipFile file, ZipEntry entry, Path home) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = home.resolve(name).normalize();
        if (!target.startsWith(home)) {
            throw new NodeFailure("the distribution names a file outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, target);
        }
        boolean tool = name.startsWith("bin/") && !name.contains(".");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(tool ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
