/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of the searches while a node was killed.
 *
 * @param clients for each client its searches, in pairs: each with the clause and without it, one right after the other
 * @param killed when, in ns of {@link System#nanoTime}
 * @param yellow when each shard had a copy at work again
 * @param green when the node was back and all copies were at work
 */
record KillRecord(List<List<Outcome>> clients, long killed, long yellow, long green) {

    /** Below this probability it is no accident that searches with the clause fail more often than those without it. */
    private static final double ACCIDENT = 0.01;

    private static final int SHOWN = 5;

    KillRecord {
        clients = clients.stream().map(List::copyOf).toList();
    }

    /**
     * Prints the figures. Between the kill and yellow, searches that were on their way to the dead node may fail, ours as
     * often as any; at no other time may one of ours.
     */
    void judge(int fewest, Figures figures) {
        List<Outcome> ours = outcomes(true);
        for (boolean diversified : new boolean[] {false, true}) {
            String which = diversified ? "with_the_clause" : "without_it";
            figures.info(which, counts(outcomes(diversified)));
            outcomes(diversified).stream()
                    .filter(outcome -> outcome.kind() != Outcome.Kind.RIGHT)
                    .limit(SHOWN)
                    .forEach(outcome -> figures.step(which + ", " + outcome.kind() + " "
                            + seconds(outcome.start() - killed) + " after the kill: " + outcome.text()));
        }
        List<Outcome> failed = ours.stream().filter(Outcome::failed).toList();
        figures.atLeast("searches", fewest, ours.size());
        figures.atMost("wrong", 0, count(ours, Outcome.Kind.WRONG));
        figures.atMost(
                "failed_outside_the_fault",
                0,
                failed.stream()
                        .filter(outcome -> !outcome.during(killed, yellow))
                        .count());
        figures.atMost(
                "failed_after_green",
                0,
                failed.stream().filter(outcome -> outcome.end() - green >= 0).count());
        int alone = alone(true);
        int plainAlone = alone(false);
        figures.info("failed_alone", alone + " with the clause, " + plainAlone + " without it");
        figures.atLeast("failed_like_plain", ACCIDENT, heads(alone, alone + plainAlone));
    }

    private List<Outcome> outcomes(boolean diversified) {
        return clients.stream()
                .flatMap(List::stream)
                .filter(outcome -> outcome.diversified() == diversified)
                .toList();
    }

    /** Of how many pairs one kind of search failed and the other did not. */
    private int alone(boolean diversified) {
        int alone = 0;
        for (List<Outcome> outcomes : clients) {
            for (int i = 0; i + 1 < outcomes.size(); i += 2) {
                Outcome first = outcomes.get(i);
                Outcome second = outcomes.get(i + 1);
                if (first.failed() != second.failed()) {
                    alone += (first.failed() ? first : second).diversified() == diversified ? 1 : 0;
                }
            }
        }
        return alone;
    }

    /**
     * The probability of at least {@code k} heads in {@code n} throws of a fair coin: the sign test. Searches that a kill
     * finds on their way are few and random, so bare counts would be unfair either way.
     */
    static double heads(int k, int n) {
        double probability = Math.pow(0.5, n);
        double sum = 0;
        for (int heads = 0; heads <= n; heads++) {
            sum += heads >= k ? probability : 0;
            probability *= (double) (n - heads) / (heads + 1);
        }
        return Math.min(1, sum);
    }

    private static String counts(List<Outcome> outcomes) {
        List<String> counts = new ArrayList<>();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            counts.add(count(outcomes, kind) + " " + kind.name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", counts);
    }

    private static long count(List<Outcome> outcomes, Outcome.Kind kind) {
        return outcomes.stream().filter(outcome -> outcome.kind() == kind).count();
    }

    /** As in {@code 1.5 s}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
