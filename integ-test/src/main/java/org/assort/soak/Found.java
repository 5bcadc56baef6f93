/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.assort.demo.node.Http;

/**
 * An answer, compared with others.
 *
 * @param hits in their order
 * @param total all that matched
 * @param maxScore NaN where there is none
 * @param report of the choice; a missing node where none was asked for
 */
public record Found(List<Hit> hits, long total, double maxScore, JsonNode report) {

    /** What two scores, or two values of an explanation, may differ by: nothing but how they are printed. */
    private static final double TOLERANCE = 1e-6;

    /** What the terms of a score may miss it by. */
    private static final double SUM_TOLERANCE = 1e-5;

    /** Of a report: times, and whether a vector was made from text now or by an earlier search. */
    private static final Set<String> OF_THE_RUN = Set.of("took_millis", "cached", "embedded");

    /** Numbers of documents within a shard, which are other numbers on other shards. */
    private static final Pattern DOCUMENT = Pattern.compile("( in |\\bdoc(?:=| ))\\d+");

    /**
     * A product found.
     *
     * @param explanation a missing node where none was asked for
     */
    public record Hit(String id, double score, JsonNode explanation) {}

    /** Whether every shard answered in time. */
    public static boolean isWhole(JsonNode body) {
        JsonNode shards = body.path("_shards");
        return shards.path("failed").asInt(-1) == 0
                // Shards without a copy at work are not among those that failed.
                && shards.path("successful").asInt(-1) == shards.path("total").asInt()
                && !body.path("timed_out").asBoolean(true);
    }

    /** The answer in a response's body that is whole. */
    public static Found of(JsonNode body) {
        if (!isWhole(body)) {
            throw new IllegalArgumentException("a whole answer is needed, got " + body);
        }
        List<Hit> hits = new ArrayList<>();
        for (JsonNode hit : body.at("/hits/hits")) {
            hits.add(new Hit(hit.path("_id").asText(), hit.path("_score").asDouble(), hit.path("_explanation")));
        }
        JsonNode max = body.at("/hits/max_score");
        return new Found(
                List.copyOf(hits),
                body.at("/hits/total/value").asLong(),
                max.isNumber() ? max.asDouble() : Double.NaN,
                body.at("/ext/assort/diversify"));
    }

    public List<String> ids() {
        return hits.stream().map(Hit::id).toList();
    }

    /** The first thing that is not as in {@code expected}, in words; empty where there is none. */
    public Optional<String> difference(Found expected) {
        if (!ids().equals(expected.ids())) {
            return Optional.of("the order is " + ids() + ", not " + expected.ids());
        }
        if (total != expected.total) {
            return Optional.of("the total is " + total + ", not " + expected.total);
        }
        if (differ(maxScore, expected.maxScore)) {
            return Optional.of("max_score is " + maxScore + ", not " + expected.maxScore);
        }
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            Hit other = expected.hits.get(i);
            if (differ(hit.score, other.score)) {
                return Optional.of("the score of " + hit.id + " is " + hit.score + ", not " + other.score);
            }
            Optional<String> explained = explanation(hit.explanation, other.explanation);
            if (explained.isPresent()) {
                return Optional.of("explanation of " + hit.id + ": " + explained.get());
            }
        }
        return report("report", report, expected.report);
    }

    private static boolean differ(double a, double b) {
        return !(Math.abs(a - b) <= TOLERANCE) && !(Double.isNaN(a) && Double.isNaN(b));
    }

    /** The trees are the same but for the numbers of documents, which Lucene writes into what it explains. */
    private static Optional<String> explanation(JsonNode ours, JsonNode expected) {
        String text = DOCUMENT.matcher(ours.path("description").asText()).replaceAll("$1N");
        String other = DOCUMENT.matcher(expected.path("description").asText()).replaceAll("$1N");
        if (!text.equals(other)) {
            return Optional.of("[" + text + "] in place of [" + other + "]");
        }
        if (differ(ours.path("value").asDouble(), expected.path("value").asDouble())) {
            return Optional.of(
                    "[" + text + "] has the value " + ours.path("value") + ", not " + expected.path("value"));
        }
        if (ours.path("details").size() != expected.path("details").size()) {
            return Optional.of(
                    "[" + text + "] has the details " + ours.path("details") + ", not " + expected.path("details"));
        }
        for (int i = 0; i < ours.path("details").size(); i++) {
            Optional<String> difference = explanation(
                    ours.path("details").path(i), expected.path("details").path(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /** Everything that a report says but what is of one run only. */
    private static Optional<String> report(String where, JsonNode ours, JsonNode expected) {
        if (ours.isObject() && expected.isObject()) {
            for (Map.Entry<String, JsonNode> field : expected.properties()) {
                String name = field.getKey();
                Optional<String> difference = OF_THE_RUN.contains(name)
                        ? Optional.empty()
                        : report(where + "." + name, ours.path(name), field.getValue());
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return ours.size() == expected.size()
                    ? Optional.empty()
                    : Optional.of(where + " has the fields " + ours + ", not " + expected);
        }
        // Two missing nodes are equal: no report was asked for.
        boolean numbers = ours.isNumber() && expected.isNumber();
        boolean same = numbers ? !differ(ours.asDouble(), expected.asDouble()) : ours.equals(expected);
        return same ? Optional.empty() : Optional.of(where + " is " + ours + ", not " + expected);
    }

    /** What is wrong with the answer by itself: scores that do not descend, terms that do not add up. */
    public Optional<String> flaw() {
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            if (i > 0 && !(hit.score < hits.get(i - 1).score)) {
                return Optional.of(
                        "the score of " + hit.id + ", " + hit.score + ", is not below " + hits.get(i - 1).score);
            }
            if (hit.explanation.isMissingNode()) {
                continue;
            }
            // A float, written with no more digits than tell it from the next.
            double value = (float) hit.explanation.path("value").asDouble();
            double sum = 0;
            for (JsonNode term : hit.explanation.path("details")) {
                sum += term.path("value").asDouble();
            }
            if (value != (float) hit.score) {
                return Optional.of("the score of " + hit.id + " is " + hit.score + " and is explained as " + value);
            }
            if (!(Math.abs(sum - value) <= SUM_TOLERANCE)) {
                return Optional.of("the terms of " + hit.id + " add up to " + sum + ": " + hit.explanation);
            }
        }
        return Optional.empty();
    }

    /** Runs a search that must be answered by every shard. */
    public static Found search(Http http, String index, JsonNode body) throws IOException {
        JsonNode answer = http.post("/" + index + "/_search", body).ok();
        if (!isWhole(answer)) {
            throw new IOException("not all shards answered: " + answer.path("_shards"));
        }
        return of(answer);
    }
}
