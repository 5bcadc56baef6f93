/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.opensearch.test.OpenSearchTestCase;

/** What the command says where it asks no node; these tests are denied connections. */
public class ModelCommandTests extends OpenSearchTestCase {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path folder;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        folder = createTempDir();
    }

    private int model(Function<String, char[]> passwords, String... words) {
        return model(folder, passwords, words);
    }

    private int model(Path calledIn, Function<String, char[]> passwords, String... words) {
        return ModelCommand.run(new Caller(calledIn, print(out), print(err), false, passwords), words);
    }

    private int model(String... words) {
        return model(user -> null, words);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.UTF_8).strip();
        bytes.reset();
        return text;
    }

    public void testAPasswordIsAskedFor() {
        Access access = CommandOptions.parse(folder, "list", "-u", "bob").access();
        assertTrue(access.lacksPassword());
        assertEquals("bob:secret", access.withPassword("secret".toCharArray()).user());
        assertFalse(access.withPassword(new char[0]).lacksPassword());
    }

    public void testAPromptThatEndsIsSaidInALine() {
        assertEquals(2, model("list", "-u", "bob"));
        assertEquals("[--user] must be NAME:PASSWORD where no password is typed, got [bob]", text(err));
    }

    public void testHelpAsksForNoPassword() {
        assertEquals(0, model(ModelCommandTests::notAsked, "--help", "-u", "bob"));
        assertTrue(text(out).contains("model upload FOLDER"));
    }

    private static char[] notAsked(String user) {
        throw new AssertionError("asked for the password of " + user);
    }

    public void testFilesAreInTheFolderOfTheCaller() throws IOException {
        assertEquals(1, model("upload", "nowhere"));
        assertEquals("there is no " + folder.resolve("nowhere"), text(err));
        Path mini = Files.createDirectory(folder.resolve("mini"));
        assertEquals(1, model("upload", "mini"));
        assertEquals("there is no " + mini.toRealPath().resolve("model.json"), text(err));
        assertEquals(1, model("list", "--cacert", "ca.pem"));
        assertEquals("there is no " + folder.resolve("ca.pem"), text(err));
        assertEquals(1, model("list", "--cacert", "mini"));
        assertEquals("[--cacert] must be a file, got the folder [" + mini + "]", text(err));
    }

    public void testAFolderWhoseNameIsNoId() throws IOException {
        Path named = Files.createDirectory(folder.resolve("My model"));
        // The root, too, is given as what it is called from: a mock file system refuses to resolve one that is typed.
        for (Path calledIn : List.of(named, folder.getRoot())) {
            assertEquals(2, model(calledIn, user -> null, "upload", "."));
            String said = text(err);
            assertTrue(said, said.startsWith("the folder's name, which is the id where [--id] gives none, must match"));
        }
    }

    public void testAnIdThatIsNoneMakesNoRequest() {
        assertEquals(2, model("delete", "x?force=true&y"));
        assertTrue(text(err).startsWith("[delete] must match"));
        assertEquals(2, model("test", "a", "b", "--id", "a b"));
        assertTrue(text(err).startsWith("[--id] must match"));
    }
}
