/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.assort.demo.node.OpenSearchNode;
import org.assort.soak.Await;
import org.junit.Test;

/** What a node leaves outside its own folder while it embeds: nothing. */
public final class FootprintIT extends NodeTestCase {

    /** What others than the plugin leave among the temporary files: the launcher's zips, and the server's BC-FIPS. */
    private static final Pattern OF_OTHERS =
            Pattern.compile("[a-z0-9.-]+\\.zip|bc-fips-jni_.*", Pattern.CASE_INSENSITIVE);

    private static OpenSearchNode embeddingNode() throws IOException {
        TextShop words = new TextShop(http(), "none", new Random(randomLong()));
        assort().embed(List.of(words.title(10), words.title(100)));
        assort().embed(List.of(words.title(10)), "query");
        return SharedNode.get().node();
    }

    @Test
    public void nothingIsWrittenUnderTheHomeFolder() throws IOException {
        Path home = embeddingNode().userHome();
        assertEquals("files in the home folder of the node's user", List.of(), Folders.files(home));
    }

    @Test
    public void noTemporaryFileIsLeft() throws IOException {
        Path temporary = embeddingNode().home().resolveSibling("tmp");
        List<String> left = Folders.files(temporary).stream()
                .filter(file -> OF_OTHERS.matcher(file).matches() == false)
                .toList();
        assertEquals("temporary files, native libraries among them", List.of(), left);
    }

    @Test
    public void nothingIsWrittenIntoThePluginFolder() throws IOException {
        Path plugin = embeddingNode().home().resolve("plugins/opensearch-assort");
        List<String> known = Folders.files(plugin).stream()
                .filter(file -> file.endsWith(".jar") == false && file.startsWith("native/") == false)
                .toList();
        assertEquals(
                "files beside jars and native libraries",
                List.of("LICENSE", "NOTICE", "plugin-descriptor.properties"),
                known);
    }

    @Test
    public void noSocketLeavesTheMachine() throws IOException {
        embeddingNode();
        SocketWatch sockets = SharedNode.get().sockets();
        assumeTrue("sockets of a process can be seen here", sockets.isPossible());
        Await.until("the sockets are looked at", SharedNode.PATIENCE, () -> sockets.looks() > 5);
        assertEquals("sockets that are not between loopback addresses", Set.of(), sockets.strangers());
    }
}
