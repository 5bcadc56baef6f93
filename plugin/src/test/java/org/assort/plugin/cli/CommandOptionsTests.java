/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.net.URI;
import java.util.List;
import org.opensearch.test.OpenSearchTestCase;

public class CommandOptionsTests extends OpenSearchTestCase {

    private static String fault(String... arguments) {
        return expectThrows(IllegalArgumentException.class, () -> CommandOptions.parse(arguments))
                .getMessage();
    }

    public void testOptionsStandAnywhere() {
        CommandOptions options = CommandOptions.parse(
                "-u",
                "a:b",
                "upload",
                "-k",
                "folder",
                "--url",
                "https://node:9243/x",
                "--id",
                "m",
                "--force",
                "--no-wait");
        assertEquals(List.of("upload", "folder"), options.words());
        assertEquals("folder", options.operand("a folder"));
        assertEquals(URI.create("https://node:9243/x"), options.url());
        assertEquals("a:b", options.user());
        assertEquals("m", options.id());
        assertTrue(options.insecure());
        assertTrue(options.force());
        assertFalse(options.replace());
        assertFalse(options.waits());
        assertEquals(
                URI.create("http://node:9200"),
                CommandOptions.parse("--url", "node:9200").url());
    }

    public void testWhatIsWrongIsNamed() {
        assertEquals("[--all] is not an option; see --help", fault("list", "--all"));
        assertEquals("[--id] needs a value; see --help", fault("list", "--id"));
        assertEquals("[--url] must be http or https and a host, got [ftp://x]", fault("--url", "ftp://x"));
        String missing = expectThrows(
                        IllegalArgumentException.class,
                        () -> CommandOptions.parse("upload").operand("a folder"))
                .getMessage();
        assertEquals("[upload] takes a folder and nothing else, got []", missing);
    }
}
