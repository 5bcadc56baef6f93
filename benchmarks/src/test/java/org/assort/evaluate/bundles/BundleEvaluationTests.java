/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assort.bench.Report;
import org.assort.bench.Workplace;
import org.assort.bench.orders.Orders;
import org.junit.Test;

/** A whole run, but for what a node is asked. */
public class BundleEvaluationTests extends RandomizedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private boolean run(Path files, String... more) throws IOException {
        out.reset();
        String[] words = new String[more.length + 7];
        System.arraycopy(
                new String[] {"--sample-shop", "--no-node", "--out", files.toString(), "--max-orders", "2000", "--bars"
                },
                0,
                words,
                0,
                7);
        System.arraycopy(more, 0, words, 7, more.length);
        try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            Orders all = Orders.sample();
            Orders some = new Orders("some", all.orders().subList(0, 12_000), "test");
            return new BundleEvaluation(BundleOptions.parse(words), some)
                    .run(new Workplace(files), new Report(print, print), print);
        }
    }

    @Test
    public void everythingThatIsToldIsWritten() throws IOException {
        Path files = newTempDir();
        boolean holds = run(files);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        List<String> bars =
                lines.stream().filter(line -> line.startsWith("bar ")).toList();
        assertEquals(3, bars.size());
        assertEquals(holds, bars.stream().allMatch(bar -> bar.endsWith(" ok")));
        List<String> recommenders = List.of("bundle", "confidence", "lift", "leverage", "G²", "JLH");
        JsonNode results = new ObjectMapper().readTree(Files.readString(files.resolve("results.json")));
        assertEquals(recommenders, results.path("recommenders").findValuesAsText("name"));
        List<String> figures = Files.readAllLines(files.resolve("figures.csv"));
        assertEquals(1 + recommenders.size() * BundleFigure.values().length, figures.size());
        String pairs = Files.readString(files.resolve("pairs.csv"));
        String picture = Files.readString(files.resolve("bundles.svg"));
        for (String recommender : recommenders) {
            assertTrue(recommender, lines.stream().anyMatch(line -> line.startsWith(recommender + " ")));
            assertTrue(recommender, pairs.contains("\n" + recommender + ","));
            assertTrue(recommender, picture.contains(recommender));
        }
    }

    @Test
    public void theSameSeedTellsTheSame() throws IOException {
        run(newTempDir());
        List<String> first = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("written"))
                .toList();
        run(newTempDir());
        assertEquals(
                first,
                out.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("written"))
                        .toList());
        assertFalse(first.isEmpty());
    }

    @Test
    public void tooFewAnchorsAreRefused() {
        assertEquals(
                "[--data] must have at least 10 items in 2999 to 3000 of the mined orders and in 5 of those held back, got [0]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> run(newTempDir(), "--min-orders", "2999", "--max-orders", "3000"))
                        .getMessage());
    }
}
