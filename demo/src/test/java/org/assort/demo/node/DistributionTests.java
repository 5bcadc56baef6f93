/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Test;

public class DistributionTests extends RandomizedTest {

    private Distribution zip(String... names) throws IOException {
        Path zip = newTempDir().resolve("opensearch-0.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    out.write(name.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new Distribution(zip);
    }

    @Test
    public void theTopFolderGoesAndToolsCanBeRun() throws Exception {
        Path home = newTempDir().resolve("home");
        zip("os-0/", "os-0/plugins/", "os-0/bin/opensearch", "os-0/bin/opensearch.bat", "os-0/lib/a.jar")
                .unpack(home);
        assertTrue(Files.isExecutable(home.resolve("bin/opensearch")));
        assertFalse(Files.getPosixFilePermissions(home.resolve("lib/a.jar"))
                .toString()
                .contains("EXECUTE"));
        assertTrue(Files.isDirectory(home.resolve("plugins")));
        assertEquals("os-0/lib/a.jar", Files.readString(home.resolve("lib/a.jar")));
    }

    @Test
    public void nothingIsWrittenOutsideTheHome() throws Exception {
        Path home = newTempDir().resolve("home");
        Distribution evil = zip("os-0/", "os-0/../../evil");
        assertThrows(NodeFailure.class, () -> evil.unpack(home));
        assertFalse(Files.exists(home.resolveSibling("evil")));
    }

    @Test
    public void whatIsNotBuiltIsNamed() throws Exception {
        Artifacts artifacts = new Artifacts(newTempDir());
        NodeFailure failure = assertThrows(NodeFailure.class, artifacts::plugin);
        assertTrue(failure.getMessage(), failure.getMessage().startsWith("not built: "));
    }
}
