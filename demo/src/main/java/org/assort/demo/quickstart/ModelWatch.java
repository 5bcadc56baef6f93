/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.assort.demo.node.Http;
import org.assort.demo.node.NodeFailure;

/** Watches one model become warm on every node. */
final class ModelWatch {

    private final Http http;
    private final String model;

    ModelWatch(Http http, String model) {
        this.http = http;
        this.model = model;
    }

    /**
     * Returns when the model is warm.
     *
     * @throws IOException if it failed on a node, with the node's reason, or {@code patience} is over
     */
    void awaitWarm(Duration patience, LongConsumer progress) throws IOException {
        long start = System.nanoTime();
        while (!isWarm(http.get("/_plugins/_assort/models").ok(), model)) {
            long waited = System.nanoTime() - start;
            progress.accept(TimeUnit.NANOSECONDS.toMillis(waited));
            if (waited > patience.toNanos()) {
                throw new IOException("model [" + model + "] was not warm after " + patience.toSeconds() + " s");
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new NodeFailure("interrupted", stopped);
            }
        }
    }

    /** Whether every node that has the model has it warm, and at least one has it. */
    static boolean isWarm(JsonNode answer, String model) throws IOException {
        JsonNode nodes = answer.path("models").path(model).path("nodes");
        boolean all = !nodes.isEmpty();
        for (JsonNode node : nodes) {
            String state = node.path("state").asText();
            if (state.equals("failed")) {
                throw new IOException("model [" + model + "] failed on node ["
                        + node.path("name").asText() + "]: "
                        + node.path("reason").asText());
            }
            all &= state.equals("warm");
        }
        return all;
    }
}
