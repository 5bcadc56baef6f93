/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * What one node is made of. Start from {@link #onPort} and change it with the {@code with…} methods.
 *
 * @param clusterName nodes of one name that see each other form one cluster
 * @param nodeName unique in its cluster
 * @param httpPort REST port on 127.0.0.1
 * @param transportPort port on 127.0.0.1 that the nodes of a cluster use among themselves
 * @param heap size of the Java heap as the JVM takes it, e.g. {@code 1g}; least and greatest alike
 * @param plugins plugin zips in the order of installation
 * @param models by id; each is written to {@code config/assort/models/<id>/}
 * @param settings further lines of {@code opensearch.yml}, these win over the launcher's own
 * @param jvmOptions further options of the node's JVM
 * @param seedHosts {@code host:transportPort} of the cluster's nodes; empty is a cluster of one
 * @param initialManagers names of the nodes that elect the first cluster manager; only with {@code seedHosts}
 */
public record NodeSettings(
        String clusterName,
        String nodeName,
        int httpPort,
        int transportPort,
        String heap,
        List<Path> plugins,
        Map<String, ModelSource> models,
        Map<String, String> settings,
        List<String> jvmOptions,
        List<String> seedHosts,
        List<String> initialManagers) {

    public NodeSettings {
        if (!(httpPort > 0 && httpPort <= 65_535)) {
            throw new IllegalArgumentException("[httpPort] must be in [1, 65535], got [" + httpPort + "]");
        }
        if (!(transportPort > 0 && transportPort <= 65_535)) {
            throw new IllegalArgumentException("[transportPort] must be in [1, 65535], got [" + transportPort + "]");
        }
        if (!heap.matches("[0-9]+[kmg]")) {
            throw new IllegalArgumentException("[heap] must be a number and k, m or g, got [" + heap + "]");
        }
        plugins = List.copyOf(plugins);
        models = Map.copyOf(models);
        settings = Map.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
        seedHosts = List.copyOf(seedHosts);
        initialManagers = List.copyOf(initialManagers);
    }

    /** A single node with 1 GB of heap, no plugins, and a free transport port. */
    public static NodeSettings onPort(int httpPort) throws IOException {
        return new NodeSettings(
                "assort-demo",
                "node-" + httpPort,
                httpPort,
                Ports.free(),
                "1g",
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public NodeSettings withHeap(String newHeap) {
        return changed(draft -> draft.heap = newHeap);
    }

    /** One more plugin, installed after those already there. */
    public NodeSettings withPlugin(Path zip) {
        return changed(draft -> draft.plugins.add(zip));
    }

    /** One more model. */
    public NodeSettings withModel(String id, ModelSource model) {
        return changed(draft -> draft.models.put(id, model));
    }

    /** One more line of {@code opensearch.yml}. */
    public NodeSettings withSetting(String key, String value) {
        return changed(draft -> draft.settings.put(key, value));
    }

    /** One more option of the node's JVM. */
    public NodeSettings withJvmOption(String option) {
        return changed(draft -> draft.jvmOptions.add(option));
    }

    /** The same node as a member of a cluster of several: give all members the same lists. */
    public NodeSettings inCluster(String name, List<String> hosts, List<String> managers) {
        return changed(draft -> {
            draft.clusterName = name;
            draft.seedHosts = hosts;
            draft.initialManagers = managers;
        });
    }

    private NodeSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new NodeSettings(
                draft.clusterName,
                nodeName,
                httpPort,
                transportPort,
                draft.heap,
                draft.plugins,
                draft.models,
                draft.settings,
                draft.jvmOptions,
                draft.seedHosts,
                draft.initialManagers);
    }

    /** What may differ between settings and those made from them. */
    private static final class Draft {
        private final List<Path> plugins;
        private final Map<String, ModelSource> models;
        private final Map<String, String> settings;
        private final List<String> jvmOptions;
        private String clusterName;
        private String heap;
        private List<String> seedHosts;
        private List<String> initialManagers;

        Draft(NodeSettings from) {
            this.plugins = new ArrayList<>(from.plugins);
            this.models = new LinkedHashMap<>(from.models);
            this.settings = new LinkedHashMap<>(from.settings);
            this.jvmOptions = new ArrayList<>(from.jvmOptions);
            this.clusterName = from.clusterName;
            this.heap = from.heap;
            this.seedHosts = from.seedHosts;
            this.initialManagers = from.initialManagers;
        }
    }

    /** {@code host:transportPort}, as other nodes name this one among their seed hosts. */
    public String transportAddress() {
        return Ports.HOST + ":" + transportPort;
    }

    /** The lines of {@code opensearch.yml} for a node whose data and logs lie in {@code home}. */
    SequencedMap<String, String> yml(Path home) {
        SequencedMap<String, String> lines = new LinkedHashMap<>();
        lines.put("cluster.name", clusterName);
        lines.put("node.name", nodeName);
        lines.put("network.host", Ports.HOST);
        lines.put("http.host", Ports.HOST);
        lines.put("http.port", Integer.toString(httpPort));
        lines.put("transport.port", Integer.toString(transportPort));
        lines.put("path.data", home.resolve("data").toString());
        lines.put("path.logs", home.resolve("logs").toString());
        // A full disk is the machine owner's business: a shop of some megabytes should still load.
        lines.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        if (seedHosts.isEmpty()) {
            lines.put("discovery.type", "single-node");
        } else {
            lines.put("discovery.seed_hosts", "[\"" + String.join("\", \"", seedHosts) + "\"]");
            if (!initialManagers.isEmpty()) {
                lines.put(
                        "cluster.initial_cluster_manager_nodes",
                        "[\"" + String.join("\", \"", initialManagers) + "\"]");
            }
        }
        lines.putAll(settings);
        return lines;
    }
}
