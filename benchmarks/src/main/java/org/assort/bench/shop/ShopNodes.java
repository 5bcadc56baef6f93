/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assort.bench.Workplace;
import org.assort.bench.http.KeepAlive;
import org.assort.demo.node.Http;
import org.assort.demo.node.ModelSource;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.Ports;

/** Real nodes with our plugin beside k-NN and a warm model, on free ports of 127.0.0.1. The first of them is asked. */
public final class ShopNodes implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final List<OpenSearchNode> nodes;
    private final Runnable close;

    private ShopNodes(List<OpenSearchNode> nodes, Runnable close) {
        this.nodes = nodes;
        this.close = close;
    }

    /** One node with 2 GB of heap. */
    public static ShopNodes one(Workplace workplace, Encoder encoder) throws IOException, InterruptedException {
        return one(workplace, encoder, settings -> settings);
    }

    /**
     * The same with more.
     *
     * @param more adds plugins, settings and options
     */
    public static ShopNodes one(Workplace workplace, Encoder encoder, UnaryOperator<NodeSettings> more)
            throws IOException, InterruptedException {
        OpenSearchNode node = OpenSearchNode.run(
                workplace.artifacts().distribution(), more.apply(settings(workplace, encoder, "2g")), PATIENCE);
        return new ShopNodes(List.of(node), node::close).warm(encoder.id());
    }

    /** A cluster of nodes with 1 GB of heap each. */
    public static ShopNodes cluster(Workplace workplace, Encoder encoder, int size)
            throws IOException, InterruptedException {
        List<NodeSettings> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(settings(workplace, encoder, "1g"));
        }
        OpenSearchCluster cluster =
                OpenSearchCluster.run(workplace.artifacts().distribution(), "assort-bench", members, PATIENCE);
        return new ShopNodes(cluster.nodes(), cluster::close).warm(encoder.id());
    }

    private static NodeSettings settings(Workplace workplace, Encoder encoder, String heap) throws IOException {
        return NodeSettings.onPort(Ports.free())
                .withHeap(heap)
                .withPlugin(workplace.peer("opensearch-job-scheduler"))
                .withPlugin(workplace.peer("opensearch-knn"))
                .withPlugin(workplace.artifacts().plugin())
                .withModel(encoder.id(), ModelSource.copyOf(encoder.folder()));
    }

    private ShopNodes warm(String model) throws IOException, InterruptedException {
        try {
            awaitModel(model);
            return this;
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Any node tells of all. */
    private void awaitModel(String model) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> states = List.of();
        while (System.nanoTime() - deadline < 0 && !states.contains("failed")) {
            JsonNode answer = http().get("/_plugins/_assort/models/" + model).body();
            states = answer.findValuesAsText("state");
            if (states.size() == nodes.size() && states.stream().allMatch("warm"::equals)) {
                return;
            }
            Thread.sleep(200);
        }
        throw new IOException("model [" + model + "] is not warm on all nodes but " + states
                + "; the end of the first node's log:\n" + nodes.getFirst().logTail(20));
    }

    public Http http() {
        return nodes.getFirst().http();
    }

    /** A connection for what is timed. */
    public KeepAlive connect() throws IOException {
        return new KeepAlive(Ports.HOST, nodes.getFirst().settings().httpPort());
    }

    /** The name of the node that is asked. */
    public String name() {
        return nodes.getFirst().settings().nodeName();
    }

    /** Where the first node's server lies. */
    public Path home() {
        return nodes.getFirst().home();
    }

    /** CPU time that the nodes have spent so far, in ns. */
    public long cpuNanos() {
        return Arrays.stream(pids())
                .map(pid -> ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElseThrow()
                        .toNanos())
                .sum();
    }

    /** The process ids of the nodes' JVMs. */
    public long[] pids() {
        return nodes.stream().mapToLong(OpenSearchNode::pid).toArray();
    }

    @Override
    public void close() {
        close.run();
    }
}
