/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/** Fills an index through {@code _bulk}; what the node turns away as too much (429) is sent again, more slowly. */
public final class Bulk {

    private static final int BATCH_DOCUMENTS = 1_000;
    private static final int BATCH_CHARACTERS = 4_000_000;
    private static final int TRIES = 10;
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final Http http;
    private final String index;
    private final long firstPauseMillis;

    public Bulk(Http http, String index) {
        this(http, index, FIRST_PAUSE_MILLIS);
    }

    Bulk(Http http, String index, long firstPauseMillis) {
        this.http = http;
        this.index = index;
        this.firstPauseMillis = firstPauseMillis;
    }

    /** A document: its {@code _id} and its source. */
    public record Document(String id, JsonNode source) {}

    /** Documents in order. */
    @FunctionalInterface
    public interface Documents extends AutoCloseable {

        /** The next document, or null after the last. */
        Document next() throws IOException;

        @Override
        default void close() throws IOException {}

        /** Those that {@code documents} gives. */
        static Documents of(Iterator<Document> documents) {
            return () -> documents.hasNext() ? documents.next() : null;
        }
    }

    /**
     * Indexes all documents, then refreshes.
     *
     * @param progress told the number of documents indexed so far, after each batch
     * @return the number of documents
     */
    public long load(Documents documents, LongConsumer progress) throws IOException {
        List<String> batch = new ArrayList<>();
        long characters = 0;
        long done = 0;
        Document next = documents.next();
        while (next != null) {
            String line = line(next);
            batch.add(line);
            characters += line.length();
            next = documents.next();
            if (batch.size() == BATCH_DOCUMENTS || characters >= BATCH_CHARACTERS || next == null) {
                send(batch);
                done += batch.size();
                progress.accept(done);
                batch.clear();
                characters = 0;
            }
        }
        http.post("/" + index + "/_refresh", "").ok();
        return done;
    }

    private static String line(Document document) {
        JsonNode action = Http.JSON
                .createObjectNode()
                .set("index", Http.JSON.createObjectNode().put("_id", document.id()));
        return action + "\n" + document.source() + "\n";
    }

    private void send(List<String> batch) throws IOException {
        List<String> waiting = batch;
        long pause = firstPauseMillis;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Http.Response answer = http.postLines("/" + index + "/_bulk", String.join("", waiting));
            if (answer.status() != 429) {
                waiting = turnedAway(answer.ok(), waiting);
            }
            if (waiting.isEmpty()) {
                return;
            }
            sleep(pause);
            pause *= 2;
        }
        throw new IOException(waiting.size() + " documents for " + index + " were turned away " + TRIES + " times");
    }

    private static List<String> turnedAway(JsonNode answer, List<String> sent) throws IOException {
        List<String> again = new ArrayList<>();
        if (!answer.path("errors").asBoolean()) {
            return again;
        }
        for (int i = 0; i < sent.size(); i++) {
            JsonNode item = answer.path("items").path(i).path("index");
            if (item.path("status").asInt() == 429) {
                again.add(sent.get(i));
            } else if (item.has("error")) {
                throw new IOException("document [" + item.path("_id").asText() + "] was refused: "
                        + item.path("error").path("reason").asText());
            }
        }
        return again;
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("loading was interrupted").initCause(stopped);
        }
    }
}
