/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.io.IOException;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;

/**
 * The node on which documents get their vectors, shared by the classes that test it: started by the first that asks, closed
 * when the JVM ends. It has one model, and not k-NN.
 */
final class IngestNode {

    private IngestNode() {}

    /** The node, ready. */
    static OpenSearchNode get() {
        return Holder.SHARED;
    }

    /** Settings of a node whose queue of documents is short, without a model. */
    static NodeSettings settings() throws IOException {
        return Project.briefNode()
                .withHeap("640m")
                .withPlugin(Project.artifacts().plugin())
                .withSetting("thread_pool.assort_ingest.size", "1")
                .withSetting("thread_pool.assort_ingest.queue_size", "2");
    }

    // Test classes of one JVM have nothing in common but statics.
    private static final class Holder {
        static final OpenSearchNode SHARED = start();
    }

    private static OpenSearchNode start() {
        try {
            NodeSettings settings =
                    settings().withModel(Artifacts.MINI_LM, Project.artifacts().miniLm());
            OpenSearchNode node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
            new Assort(node.http()).awaitModels();
            // The launcher closes the node itself when this JVM ends.
            return node;
        } catch (IOException e) {
            throw new IllegalStateException("the node could not be started", e);
        }
    }
}
