/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.demo.node.Http;

/**
 * Asks one node for searches whose answers are known, each with the clause and without it, one right after the other in
 * random order, until it is told to stop.
 */
final class SearchClient implements Runnable {

    private final Http http;
    private final List<Known> known;
    private final List<String> indices;
    private final Random random;
    private final AtomicBoolean stop;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pairs = new AtomicInteger();

    /**
     * A search and its answers.
     *
     * @param plain the answer without the clause
     * @param diversified the answer with it
     */
    record Known(ShopSearch search, Found plain, Found diversified) {

        static Known of(Http http, String index, ShopSearch search) throws IOException {
            return new Known(
                    search, Found.search(http, index, search.plain()), Found.search(http, index, search.body()));
        }
    }

    SearchClient(Http http, List<Known> known, List<String> indices, Random random, AtomicBoolean stop) {
        this.http = http;
        this.known = known;
        this.indices = indices;
        this.random = random;
        this.stop = stop;
    }

    /** What became of the searches so far, in their order. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** How many searches were asked for both with the clause and without it. */
    int pairs() {
        return pairs.get();
    }

    @Override
    public void run() {
        while (!stop.get()) {
            Known next = known.get(random.nextInt(known.size()));
            String index = indices.get(random.nextInt(indices.size()));
            boolean first = random.nextBoolean();
            outcomes.add(ask(next, index, first));
            outcomes.add(ask(next, index, !first));
            pairs.incrementAndGet();
        }
    }

    private Outcome ask(Known known, String index, boolean diversified) {
        ObjectNode body = diversified ? known.search.body() : known.search.plain();
        Found expected = diversified ? known.diversified : known.plain;
        long start = System.nanoTime();
        Outcome.Kind kind = Outcome.Kind.RIGHT;
        String text = "";
        try {
            Http.Response response = http.post("/" + index + "/_search", body);
            if (!response.isOk()) {
                kind = Outcome.Kind.FAILED;
                text = "status " + response.status() + ": " + response.reason();
            } else if (!Found.isWhole(response.body())) {
                kind = Outcome.Kind.PARTIAL;
                text = response.body().path("_shards").toString();
            } else {
                Optional<String> difference = difference(response.body(), expected);
                kind = difference.isPresent() ? Outcome.Kind.WRONG : kind;
                text = difference.orElse("");
            }
        } catch (IOException noAnswer) {
            kind = Outcome.Kind.FAILED;
            text = noAnswer.toString();
        }
        String what = text.isEmpty() ? "" : index + ", " + known.search.label() + ": " + text;
        return new Outcome(diversified, start, System.nanoTime(), kind, what);
    }

    private static Optional<String> difference(JsonNode body, Found expected) {
        return Found.of(body).difference(expected);
    }
}
