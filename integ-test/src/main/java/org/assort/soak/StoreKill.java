/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.demo.node.Http;
import org.assort.demo.node.OpenSearchCluster;
import org.assort.demo.node.OpenSearchNode;

/**
 * Changes a model of the store and kills a node meanwhile. The node that is killed is any, that which was asked for the change
 * among them; the others are asked for vectors all the while.
 */
final class StoreKill {

    static final String MODEL = "shop";
    static final String TEXT = "red lamp";

    /** A change takes about so long; the kill comes before, during or just after it. */
    private static final int MOST_MILLIS = 5_000;

    private final OpenSearchCluster cluster;
    private final List<StoreModel> models;
    private final Random random;
    private final Duration patience;
    private final AtomicInteger answers = new AtomicInteger();

    /** The model that is active, as a place among the models; -1 where there is none. */
    private int active;

    /** Its version in the store, -1 where there is none. */
    private long version;

    /** @param models the last of which is active */
    StoreKill(OpenSearchCluster cluster, List<StoreModel> models, Random random, Duration patience) throws IOException {
        this.cluster = cluster;
        this.models = models;
        this.random = random;
        this.patience = patience;
        this.active = models.size() - 1;
        this.version = versionOf(new StoreClient(cluster.node(0).http()).model(MODEL));
    }

    /** Whether there is a model now. */
    boolean isThere() {
        return active >= 0;
    }

    /** Vectors that living nodes were asked for so far. */
    int answers() {
        return answers.get();
    }

    /**
     * What a node makes of the text, as JSON; empty where it has no such model, or not yet one that it could serve, or asked in vain
     * one that was just killed.
     */
    static Optional<String> ask(Http http) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode().put("purpose", "query");
        body.putArray("texts").add(TEXT);
        Http.Response answer = http.post(StoreClient.MODELS + MODEL + "/_embed", body);
        boolean unknown = answer.status() == 400 && answer.text().contains("must be a model of");
        boolean later = answer.status() == 503
                && (answer.text().contains("is still ") || answer.text().contains("has just left"));
        return unknown || later
                ? Optional.empty()
                : Optional.of(answer.ok().path("vectors").toString());
    }

    /**
     * One change and one kill, until all nodes are there again.
     *
     * @param flaws receives what was neither before nor after
     * @return what was done, in words
     */
    String at(boolean delete, List<String> flaws) throws IOException, InterruptedException {
        int before = active;
        int after = delete ? -1 : Math.floorMod(before + 1, models.size());
        OpenSearchNode asked = any();
        OpenSearchNode victim = any();
        int millis = random.nextInt(MOST_MILLIS);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean stop = new AtomicBoolean();
        List<String> seen = new ArrayList<>();
        Thread change = Thread.ofPlatform().start(() -> done.set(change(asked, after)));
        Thread asking = Thread.ofPlatform().start(() -> seen.addAll(askAll(victim, List.of(before, after), stop)));
        Pause.millis(millis);
        victim.killHard();
        change.join();
        victim.start().awaitReady(patience);
        cluster.awaitHealth(other(victim), "green", cluster.nodes().size(), patience);
        stop.set(true);
        asking.join();
        String what = String.format(
                Locale.ROOT,
                "%s through %s, %s killed after %d ms",
                delete ? "delete" : "upload",
                asked.settings().nodeName(),
                victim.settings().nodeName(),
                millis);
        seen.stream().map(flaw -> what + ": " + flaw).forEach(flaws::add);
        settle(before, after, done.get(), what, flaws);
        return what + (done.get() ? ", answered" : ", cut off");
    }

    private OpenSearchNode any() {
        return cluster.node(random.nextInt(cluster.nodes().size()));
    }

    private OpenSearchNode other(OpenSearchNode node) {
        return cluster.nodes().stream().filter(one -> one != node).findFirst().orElseThrow();
    }

    /** Whether the change was answered with success. */
    private boolean change(OpenSearchNode node, int to) {
        try {
            if (to < 0) {
                node.http().delete(StoreClient.MODELS + MODEL).ok();
            } else {
                new StoreClient(node.http()).upload(MODEL, models.get(to).folder(), "?replace=true");
            }
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** Asks the nodes that live, and returns what they should not have answered. */
    private List<String> askAll(OpenSearchNode victim, List<Integer> allowed, AtomicBoolean stop) {
        List<String> flaws = new ArrayList<>();
        while (!stop.get()) {
            for (OpenSearchNode node : cluster.nodes()) {
                if (node == victim) {
                    continue;
                }
                try {
                    int model = modelOf(ask(node.http()));
                    answers.incrementAndGet();
                    if (!allowed.contains(model)) {
                        flaws.add(
                                node.settings().nodeName() + " answered by model " + model + ", not one of " + allowed);
                    }
                } catch (IOException failed) {
                    flaws.add(node.settings().nodeName() + " did not answer: " + failed.getMessage());
                }
            }
        }
        return flaws;
    }

    /** The place of the model that made a vector; -1 where none was made, -2 for none of them. */
    private int modelOf(Optional<String> vector) {
        if (vector.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).vector().equals(vector.get())) {
                return i;
            }
        }
        return -2;
    }

    /** Finishes what was cut off, and holds what all nodes say against what the store says. */
    private void settle(int before, int after, boolean done, String what, List<String> flaws) throws IOException {
        StoreClient store = new StoreClient(any().http());
        JsonNode model = store.model(MODEL);
        if (after >= 0 && !done && versionOf(model) == version) {
            // Cut off while it was uploaded: it goes on where it was.
            boolean begun = !model.at("/store/next").isMissingNode();
            store.upload(MODEL, models.get(after).folder(), begun ? "" : "?replace=true");
        }
        if (after >= 0 || done) {
            active = after;
        } else {
            // A delete that was not answered has happened, or has not.
            active = model.isMissingNode() ? -1 : before;
        }
        for (OpenSearchNode node : cluster.nodes()) {
            expect(
                    what + ": " + node.settings().nodeName() + " answers by model " + active,
                    () -> modelOf(ask(node.http())) == active,
                    flaws);
        }
        expect(what + ": the store says what all nodes serve", () -> agrees(store.model(MODEL)), flaws);
        version = versionOf(store.model(MODEL));
    }

    private void expect(String what, Await.Condition condition, List<String> flaws) throws IOException {
        try {
            Await.until(what, patience, condition);
        } catch (AssertionError never) {
            flaws.add(never.getMessage());
        }
    }

    private boolean agrees(JsonNode model) {
        if (active < 0) {
            return model.isMissingNode();
        }
        int nodes = 0;
        for (JsonNode node : model.path("nodes")) {
            boolean knows = node.path("state").asText().equals("waiting") == false;
            nodes += knows && node.path("version").asLong() == versionOf(model) ? 1 : 0;
        }
        return nodes == cluster.nodes().size() && model.at("/store/next").isMissingNode();
    }

    private static long versionOf(JsonNode model) {
        return model.at("/store/active/version").asLong(-1);
    }

    /** Documents in the store beside the catalogue and the chunks of what is active, once nothing more is swept. */
    long leftOver() throws IOException {
        StoreClient store = new StoreClient(cluster.node(0).http());
        long wanted = 1;
        JsonNode now = store.model(MODEL).at("/store/active");
        for (JsonNode file : now.path("files")) {
            wanted += Math.ceilDiv(
                    file.path("bytes").asLong(), now.path("chunk_bytes").asLong());
        }
        long deadline = System.nanoTime() + patience.toNanos();
        long documents = documents();
        while (documents != wanted && System.nanoTime() - deadline < 0) {
            Pause.millis(500);
            documents = documents();
        }
        return Math.abs(documents - wanted);
    }

    private long documents() throws IOException {
        cluster.node(0).http().post("/.assort-models/_refresh", "").ok();
        return cluster.node(0)
                .http()
                .get("/.assort-models/_count")
                .ok()
                .path("count")
                .asLong();
    }
}
