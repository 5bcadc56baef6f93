/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.assort.model.ModelManifest;
import org.opensearch.test.OpenSearchTestCase;

public class CommandOptionsTests extends OpenSearchTestCase {

    private static final Path FOLDER = Path.of("/home/of a caller");

    private static String fault(String... arguments) {
        return expectThrows(IllegalArgumentException.class, () -> CommandOptions.parse(FOLDER, arguments))
                .getMessage();
    }

    public void testOptionsStandAnywhere() {
        CommandOptions options = CommandOptions.parse(
                FOLDER,
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
        assertEquals(Action.UPLOAD, options.action());
        assertEquals(List.of("folder"), options.operands());
        assertEquals(URI.create("https://node:9243/x"), options.access().url());
        assertEquals("a:b", options.access().user());
        assertEquals("m", options.id());
        assertTrue(options.access().insecure());
        assertTrue(options.force());
        assertFalse(options.replace());
        assertFalse(options.waits());
        assertEquals(
                URI.create("http://node:9200"),
                CommandOptions.parse(FOLDER, "--url", "node:9200").access().url());
    }

    public void testHelpStandsAnywhere() {
        assertTrue(CommandOptions.parse(FOLDER, "list", "x", "--help").helps());
        assertTrue(CommandOptions.parse(FOLDER, "help", "x").helps());
        assertFalse(CommandOptions.parse(FOLDER).helps());
        assertNull(CommandOptions.parse(FOLDER).action());
    }

    public void testACertificateIsInTheFolderOfTheCaller() {
        assertEquals(FOLDER.resolve("../ca.pem"), cacert("../ca.pem"));
        assertEquals(Path.of("/etc/ca.pem"), cacert("/etc/ca.pem"));
    }

    private static Path cacert(String file) {
        return CommandOptions.parse(FOLDER, "list", "--cacert", file).access().cacert();
    }

    public void testWhatIsWrongIsNamed() {
        assertEquals("[--all] is not an option; see --help", fault("list", "--all"));
        assertEquals("[--id] needs a value; see --help", fault("list", "--id"));
        assertEquals("[--url] must be http or https and a host, got [ftp://x]", fault("--url", "ftp://x"));
        assertEquals("[upload] takes a model folder and nothing else, got []", fault("upload"));
        assertEquals("[shout] must be one of [upload, list, test, delete]; see --help", fault("shout"));
    }

    public void testWhatAnActionWouldNotHeedIsRefused() {
        assertEquals("[list] takes nothing else, got [x, y]", fault("list", "x", "y"));
        assertEquals("[upload] takes a model folder and nothing else, got [x, y]", fault("upload", "x", "y"));
        assertEquals("[test] takes two texts and nothing else, got [x]", fault("test", "x"));
        assertEquals("[delete] takes a model's id and nothing else, got [x, y]", fault("delete", "x", "y"));
        for (String option : List.of("--force", "--replace", "--no-wait")) {
            assertEquals("[list] has no option [" + option + "]; see --help", fault(option, "list"));
            assertEquals("[test] has no option [" + option + "]; see --help", fault("test", "a", "b", option));
        }
        assertEquals("[list] has no option [--id]; see --help", fault("list", "--id", "foo"));
        assertEquals("[delete] has no option [--id]; see --help", fault("delete", "foo", "--id", "foo"));
        assertEquals("[delete] has no option [--replace]; see --help", fault("delete", "foo", "--replace"));
    }

    public void testAnIdThatIsNoneIsRefused() {
        for (String id : List.of("a b", "", "x?force=true&y", "a/b", "UP")) {
            String rest = " must match [" + ModelManifest.ID + "], got [" + id + "]";
            assertEquals("[delete]" + rest, fault("delete", id));
            assertEquals("[--id]" + rest, fault("test", "a", "b", "--id", id));
            assertEquals("[--id]" + rest, fault("upload", "folder", "--id", id));
        }
    }
}
