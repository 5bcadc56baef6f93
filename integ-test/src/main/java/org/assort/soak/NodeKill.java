/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assort.demo.node.NodeFailure;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;

/** Searches on all nodes but one, which is killed meanwhile and started again later. */
final class NodeKill {

    /** Of each node that is asked: so that some searches are on their way whenever the kill comes. */
    private static final int CLIENTS = 2;

    private static final int BEFORE = 600;
    private static final int WITHOUT = 500;
    private static final int AFTER = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OpenSearchCluster cluster;
    private final Figures figures;
    private final OpenSearchNode victim;
    private final List<OpenSearchNode> asked;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<SearchClient> clients = new ArrayList<>();

    /** Which node is killed is random: it may be the elected manager. The others are asked. */
    NodeKill(
            OpenSearchCluster cluster,
            List<SearchClient.Known> known,
            List<String> indices,
            Random random,
            Figures figures) {
        this.cluster = cluster;
        this.figures = figures;
        this.victim = cluster.node(random.nextInt(cluster.nodes().size()));
        this.asked = cluster.nodes().stream().filter(node -> node != victim).toList();
        for (OpenSearchNode node : asked) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(new SearchClient(node.http(), known, indices, new Random(random.nextLong()), stop));
            }
        }
    }

    /** Runs all of it. @return what became of the searches, {@code fewest} or more with the clause */
    KillRecord run(int fewest) throws IOException, InterruptedException {
        List<Thread> threads = clients.stream()
                .map(client -> Thread.ofPlatform().name("soak-client").start(client))
                .toList();
        long[] times;
        try {
            times = searchAndKill(fewest);
        } finally {
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return new KillRecord(clients.stream().map(SearchClient::outcomes).toList(), times[0], times[1], times[2]);
    }

    /** When it was killed, when all shards had a copy at work again, and when all copies were. */
    private long[] searchAndKill(int fewest) throws IOException {
        figures.step("searching");
        await(BEFORE);
        figures.info("killed", manager() + " after " + searches() + " searches");
        long killed = System.nanoTime();
        victim.killHard();
        int left = cluster.nodes().size() - 1;
        cluster.awaitHealth(asked.getFirst(), "yellow", left, PATIENCE);
        long yellow = System.nanoTime();
        figures.info("yellow", KillRecord.seconds(yellow - killed) + " after the kill, " + searches() + " searches");
        await(searches() + WITHOUT);
        figures.step("starting the killed node again");
        victim.start();
        victim.awaitReady(PATIENCE);
        cluster.awaitHealth(asked.getFirst(), "green", left + 1, PATIENCE);
        long green = System.nanoTime();
        figures.info("green", KillRecord.seconds(green - killed) + " after the kill, " + searches() + " searches");
        await(Math.max(fewest, searches() + AFTER));
        return new long[] {killed, yellow, green};
    }

    private String manager() throws IOException {
        String elected = asked.getFirst()
                .http()
                .get("/_cat/cluster_manager?h=node")
                .text()
                .strip();
        String name = victim.settings().nodeName();
        return name + (elected.equals(name) ? ", the elected manager," : ", not the manager,");
    }

    private int searches() {
        return clients.stream().mapToInt(SearchClient::pairs).sum();
    }

    private void await(int count) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (searches() < count) {
            if (System.nanoTime() - deadline > 0) {
                throw new NodeFailure("only " + searches() + " of " + count + " searches came back");
            }
            Pause.millis(20);
        }
    }
}
