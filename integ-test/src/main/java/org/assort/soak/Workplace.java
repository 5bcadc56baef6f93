/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assort.demo.node.Artifacts;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeFailure;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/**
 * Where the build has laid out what nodes run with, and the nodes made of it: our plugin beside k-NN, with one model.
 *
 * @param root the project's folder
 */
public record Workplace(Path root) {

    /** How long a node, or all nodes of a cluster, may take to start. */
    public static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String MODELS = "/_plugins/_assort/models/";

    /** Real data, which lies beside the project where there is any. */
    public Path data() {
        return root.resolve("../shared/data").normalize();
    }

    /** One node. */
    public OpenSearchNode node() throws IOException {
        NodeSettings settings = withModel(plugins("1g"));
        OpenSearchNode node = OpenSearchNode.run(new Artifacts(root).distribution(), settings, PATIENCE);
        return warm(node);
    }

    /**
     * A cluster.
     *
     * @param dataNodes how many nodes with data, a model and a vote; they come first
     * @param coordinator whether one more node has neither roles nor models and only passes searches on; it is the last
     * @param jvmOptions of each node
     */
    public OpenSearchCluster cluster(int dataNodes, boolean coordinator, String... jvmOptions) throws IOException {
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < dataNodes; i++) {
            members.add(withModel(plugins("640m")));
        }
        if (coordinator) {
            members.add(plugins("384m").withSetting("node.roles", "[]"));
        }
        for (String option : jvmOptions) {
            members.replaceAll(member -> member.withJvmOption(option));
        }
        OpenSearchCluster cluster = OpenSearchCluster.run(
                new Artifacts(root).distribution(),
                "assort-soak-" + ProcessHandle.current().pid(),
                members,
                PATIENCE);
        try {
            for (OpenSearchNode node : cluster.nodes().subList(0, dataNodes)) {
                warm(node);
            }
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** A cluster of nodes with our plugin alone and no model, which look into the store often. */
    public OpenSearchCluster empty(int nodes) throws IOException {
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            members.add(NodeSettings.onPort(Ports.free())
                    .withHeap("512m")
                    .withSetting("assort.store.interval", "2s")
                    .withPlugin(new Artifacts(root).plugin()));
        }
        return OpenSearchCluster.run(
                new Artifacts(root).distribution(),
                "assort-soak-" + ProcessHandle.current().pid(),
                members,
                PATIENCE);
    }

    private NodeSettings plugins(String heap) throws IOException {
        return NodeSettings.onPort(Ports.free())
                .withHeap(heap)
                .withPlugin(peer("opensearch-job-scheduler"))
                .withPlugin(peer("opensearch-knn"))
                .withPlugin(new Artifacts(root).plugin());
    }

    private NodeSettings withModel(NodeSettings settings) throws NodeFailure {
        return settings.withModel(Artifacts.MINI_LM, new Artifacts(root).miniLm());
    }

    private Path peer(String name) {
        return root.resolve("integ-test/target/peers").resolve(name + ".zip");
    }

    /** Waits until the model of a node, and of those that it knows, is warm. */
    private static OpenSearchNode warm(OpenSearchNode node) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> states = List.of();
        while (System.nanoTime() - deadline < 0) {
            Http.Response answer = node.http().get(MODELS + Artifacts.MINI_LM);
            states = answer.body().findValuesAsText("state");
            if (!states.isEmpty() && states.stream().allMatch("warm"::equals)) {
                return node;
            }
            Pause.millis(100);
        }
        node.close();
        throw new NodeFailure("model [" + Artifacts.MINI_LM + "] is not warm but " + states);
    }
}
