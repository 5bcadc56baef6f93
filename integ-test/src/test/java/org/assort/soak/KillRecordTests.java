/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A killed node excuses what it must excuse, and nothing else. */
public final class KillRecordTests extends RandomizedTest {

    private static final long KILLED = 1_000;
    private static final long YELLOW = 2_000;
    private static final long GREEN = 3_000;
    private static final int PAIRS = 40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The bars that are short when among right pairs there is one more, which ran at {@code start} for 10 ns. */
    private List<String> shortOf(int times, long start, Outcome.Kind diversified, Outcome.Kind plain) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pair(outcomes, i * 100L, Outcome.Kind.RIGHT, Outcome.Kind.RIGHT);
        }
        for (int i = 0; i < times; i++) {
            pair(outcomes, start, diversified, plain);
        }
        out.reset();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Figures figures = new Figures(
                stream, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), "shards");
        new KillRecord(List.of(outcomes), KILLED, YELLOW, GREEN).judge(PAIRS, figures);
        List<String> bars = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("bar ") && line.endsWith(" short"))
                .map(line -> line.replaceFirst("bar soak[.]shards[.]", "").replaceFirst(" .*", ""))
                .toList();
        assertEquals(bars.isEmpty(), figures.allHold());
        return bars;
    }

    private static void pair(List<Outcome> outcomes, long start, Outcome.Kind diversified, Outcome.Kind plain) {
        outcomes.add(new Outcome(true, start, start + 10, diversified, ""));
        outcomes.add(new Outcome(false, start, start + 10, plain, ""));
    }

    @Test
    public void judgesByKindAndTime() {
        Outcome.Kind right = Outcome.Kind.RIGHT;
        Outcome.Kind failed = Outcome.Kind.FAILED;
        assertEquals(List.of(), shortOf(0, 0, right, right));
        for (long time : new long[] {100, 1_500, 2_500, 3_500}) {
            assertEquals(List.of("wrong"), shortOf(1, time, Outcome.Kind.WRONG, right));
            assertEquals(List.of(), shortOf(9, time, right, failed));
        }
        for (Outcome.Kind kind : List.of(failed, Outcome.Kind.PARTIAL)) {
            assertEquals(List.of("failed_outside_the_fault"), shortOf(1, 100, kind, right));
            assertEquals(List.of(), shortOf(1, KILLED - 5, kind, right));
            assertEquals(List.of(), shortOf(1, 1_500, kind, right));
            assertEquals(List.of("failed_outside_the_fault"), shortOf(1, 2_500, kind, right));
            assertEquals(List.of("failed_outside_the_fault", "failed_after_green"), shortOf(1, GREEN - 5, kind, right));
        }
    }

    @Test
    public void searchesWithTheClauseMustNotFailMoreOften() {
        assertEquals(List.of(), shortOf(30, 1_500, Outcome.Kind.FAILED, Outcome.Kind.FAILED));
        assertEquals(List.of(), shortOf(6, 1_500, Outcome.Kind.FAILED, Outcome.Kind.RIGHT));
        assertEquals(List.of("failed_like_plain"), shortOf(7, 1_500, Outcome.Kind.FAILED, Outcome.Kind.RIGHT));
    }

    @Test
    public void theSignTestCountsCoins() {
        assertEquals(1, KillRecord.heads(0, 0), 0);
        assertEquals(1, KillRecord.heads(0, 5), 1e-12);
        assertEquals(0.5, KillRecord.heads(1, 1), 0);
        assertEquals(11.0 / 1024, KillRecord.heads(9, 10), 1e-12);
        int n = randomIntBetween(1, 60);
        for (int k = 1; k <= n; k++) {
            // As many heads as k, or else more tails than n - k.
            assertEquals(1, KillRecord.heads(k, n) + KillRecord.heads(n - k + 1, n), 1e-9);
        }
    }
}
