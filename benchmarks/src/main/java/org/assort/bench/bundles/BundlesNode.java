/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.io.IOException;
import java.time.Duration;
import org.assort.bench.Workplace;
import org.assort.bench.heap.NodeJvm;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/** A node with 2 GB of heap and our plugin alone. */
final class BundlesNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final OpenSearchNode node;
    private final NodeJvm jvm;

    private BundlesNode(OpenSearchNode node, NodeJvm jvm) {
        this.node = node;
        this.jvm = jvm;
    }

    static BundlesNode start(Workplace workplace) throws IOException {
        int port = Ports.free();
        NodeSettings settings = NodeSettings.onPort(Ports.free())
                .withHeap("2g")
                .withPlugin(workplace.artifacts().plugin());
        OpenSearchNode node =
                OpenSearchNode.run(workplace.artifacts().distribution(), NodeJvm.open(settings, port), PATIENCE);
        try {
            return new BundlesNode(node, new NodeJvm(port));
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    Http http() {
        return node.http();
    }

    /** What its threads allocate. */
    NodeJvm jvm() {
        return jvm;
    }

    long pid() {
        return node.pid();
    }

    /** A connection for what is timed. */
    KeepAlive connect() throws IOException {
        return new KeepAlive(Ports.HOST, node.settings().httpPort());
    }

    @Override
    public void close() throws IOException {
        try (node) {
            jvm.close();
        }
    }
}
