/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several nodes that form one cluster, each in a process of its own. The nodes keep their places: one that was killed can
 * be started again.
 */
public final class OpenSearchCluster implements AutoCloseable {

    private static final String ROLES = "node.roles";
    private static final String MANAGER = "cluster_manager";
    private static final String HEALTH = "/_cluster/health?timeout=1s";

    private final List<OpenSearchNode> nodes;

    private OpenSearchCluster(List<OpenSearchNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Makes the nodes, starts them side by side and waits until all of them are in the cluster.
     *
     * @param name of the cluster
     * @param members at least one of which may be elected manager; who sees whom is filled in here
     * @throws NodeFailure where one of them is not ready in time; then none is left running
     */
    public static OpenSearchCluster run(
            Distribution distribution, String name, List<NodeSettings> members, Duration patience) throws IOException {
        List<String> hosts =
                members.stream().map(NodeSettings::transportAddress).toList();
        List<String> managers = members.stream()
                .filter(OpenSearchCluster::mayManage)
                .map(NodeSettings::nodeName)
                .toList();
        List<NodeSettings> joined = members.stream()
                .map(member -> member.inCluster(name, hosts, managers))
                .toList();
        OpenSearchCluster cluster = new OpenSearchCluster(install(distribution, joined));
        try {
            for (OpenSearchNode node : cluster.nodes) {
                node.start();
            }
            for (OpenSearchNode node : cluster.nodes) {
                node.awaitReady(patience);
            }
            cluster.awaitHealth(cluster.nodes.getFirst(), "yellow", members.size(), patience);
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Plugins take the most time to install, so nodes with those of the first are copies of it. */
    private static List<OpenSearchNode> install(Distribution distribution, List<NodeSettings> members)
            throws IOException {
        List<OpenSearchNode> nodes = new ArrayList<>();
        try {
            for (NodeSettings member : members) {
                boolean copy = !nodes.isEmpty()
                        && member.plugins().equals(nodes.getFirst().settings().plugins());
                nodes.add(
                        copy
                                ? OpenSearchNode.copyOf(nodes.getFirst(), member)
                                : OpenSearchNode.unpack(distribution, member).installPlugins());
            }
            return nodes;
        } catch (IOException | RuntimeException e) {
            nodes.forEach(OpenSearchNode::close);
            throw e;
        }
    }

    private static boolean mayManage(NodeSettings settings) {
        return settings.settings().getOrDefault(ROLES, MANAGER).contains(MANAGER);
    }

    /** In the order of their settings. */
    public List<OpenSearchNode> nodes() {
        return nodes;
    }

    public OpenSearchNode node(int index) {
        return nodes.get(index);
    }

    /**
     * Returns when {@code asked} says that its cluster has that many nodes and the status, or a better one.
     *
     * @param status {@code yellow} (each shard has a copy at work) or {@code green} (all copies are)
     */
    public void awaitHealth(OpenSearchNode asked, String status, int size, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        String path = HEALTH + "&wait_for_nodes=" + size + "&wait_for_no_initializing_shards=" + status.equals("green")
                + "&wait_for_status=" + status;
        Http.Response health = asked.http().get(path);
        while (!health.isOk()) {
            if (System.nanoTime() - deadline > 0) {
                throw new NodeFailure("the cluster was not " + status + " with " + size + " nodes after "
                        + patience.toSeconds() + " s: " + health.text());
            }
            pause();
            health = asked.http().get(path);
        }
    }

    /** A node without a manager answers at once. */
    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(stopped);
        }
    }

    /** Closes all nodes, side by side. */
    @Override
    public void close() {
        List<Thread> closing = nodes.stream()
                .map(node -> Thread.ofPlatform().start(node::close))
                .toList();
        boolean interrupted = false;
        for (Thread thread : closing) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
