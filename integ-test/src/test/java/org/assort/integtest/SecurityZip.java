/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The security plugin for the server that the tests run. Of the server's own version there is none on Maven Central: an earlier one is
 * told that it is for this version, and leaves out what the server's own {@code lib} has since.
 */
final class SecurityZip {

    private static final String DESCRIPTOR = "plugin-descriptor.properties";

    private SecurityZip() {}

    /** Writes the zip for a version of the server into a folder, and returns it. */
    static Path write(Path published, String server, Path folder) throws IOException {
        Path written = folder.resolve("opensearch-security.zip");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(published));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(written))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (isOfTheServer(entry.getName())) {
                    continue;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(DESCRIPTOR)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    out.write(text.replaceAll("(?m)^opensearch.version=.*$", "opensearch.version=" + server)
                            .getBytes(StandardCharsets.UTF_8));
                } else {
                    in.transferTo(out);
                }
            }
        }
        return written;
    }

    private static boolean isOfTheServer(String file) {
        return file.matches("(bc|bcpkix|bcutil|bctls|bcpg)-fips-.*\\.jar");
    }
}
