/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;

/** A node with the deny plugin, which hides indices, documents and fields from a guest. */
final class DenyNode implements AutoCloseable {

    private final OpenSearchNode node;
    private final HttpClient client = HttpClient.newHttpClient();

    /** Starts a node that has our plugin and the deny plugin beside what the settings say. */
    DenyNode(NodeSettings settings) throws IOException {
        node = OpenSearchNode.run(
                Project.artifacts().distribution(),
                settings.withPlugin(zip()).withPlugin(Project.artifacts().plugin()),
                SharedNode.PATIENCE);
    }

    private static Path zip() throws IOException {
        try (Stream<Path> zips = Files.list(Project.root().resolve("deny-plugin/target/releases"))) {
            return zips.filter(zip -> zip.toString().endsWith(".zip"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Requests of whoever nothing is hidden from. */
    Http http() {
        return node.http();
    }

    /** Whom the deny plugin knows by this name. */
    User user(String name) {
        return new User(name, http().base(), client);
    }

    @Override
    public void close() {
        client.shutdownNow();
        node.close();
    }
}
