/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import java.time.Duration;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/**
 * The node that most classes share: started by the first that asks, closed when the JVM ends. It has k-NN beside the
 * plugin, and one model.
 */
final class SharedNode {

    static final Duration PATIENCE = Duration.ofMinutes(6);

    private final OpenSearchNode node;
    private final SocketWatch sockets;

    private SharedNode(OpenSearchNode node, SocketWatch sockets) {
        this.node = node;
        this.sockets = sockets;
    }

    /** The node, ready. */
    static SharedNode get() {
        return Holder.SHARED;
    }

    /** Speaks to the node. */
    Http http() {
        return node.http();
    }

    OpenSearchNode node() {
        return node;
    }

    /** What has watched the node's sockets since its process started. */
    SocketWatch sockets() {
        return sockets;
    }

    // Test classes of one JVM have nothing in common but statics.
    private static final class Holder {
        static final SharedNode SHARED = start();
    }

    private static SharedNode start() {
        try {
            NodeSettings settings = NodeSettings.onPort(Ports.free())
                    .withPlugin(Project.peer("opensearch-job-scheduler"))
                    .withPlugin(Project.peer("opensearch-knn"))
                    .withPlugin(Project.artifacts().plugin())
                    .withModel(Artifacts.MINI_LM, Project.artifacts().miniLm());
            OpenSearchNode node = OpenSearchNode.unpack(Project.artifacts().distribution(), settings);
            node.installPlugins();
            node.start();
            SocketWatch sockets = SocketWatch.start(node.pid());
            node.awaitReady(PATIENCE);
            new Assort(node.http()).awaitModels();
            // The launcher closes the node itself when this JVM ends.
            return new SharedNode(node, sockets);
        } catch (IOException e) {
            throw new IllegalStateException("the shared node could not be started", e);
        }
    }
}
