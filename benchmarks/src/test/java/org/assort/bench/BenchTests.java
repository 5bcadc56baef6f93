/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
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
import org.assort.bench.stats.Estimate;
import org.junit.Before;
import org.junit.Test;

public class BenchTests extends RandomizedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path root;

    /** Reports a figure with the given upper bound against a limit of 2, and a random number. */
    private record Fixed(String name, double high) implements Benchmark {
        @Override
        public String about() {
            return "the " + name + " one";
        }

        @Override
        public void measure(Run run) throws IOException {
            if (Double.isNaN(high)) {
                throw new IOException("there is no node");
            }
            run.report().info(name + ".draw", Long.toString(run.random("draw").nextLong()));
            run.report().bar(Bar.atMost(name + ".ratio", 2, new Estimate(1, 0.5, high, 10)), new double[] {0.5, high});
        }
    }

    /** Has a fact of all, two parts with a bar each, and a picture. */
    private record Parted() implements Benchmark {
        @Override
        public String name() {
            return "parted";
        }

        @Override
        public String about() {
            return "the parted one";
        }

        @Override
        public boolean quickens() {
            return true;
        }

        @Override
        public List<String> parts() {
            return List.of("fast", "slow");
        }

        @Override
        public void measure(Run run) {
            run.report().info("parted.data", "made");
            for (String part : parts()) {
                if (run.begins(part)) {
                    run.report().info("parted." + part + ".time", "5 ms | 6 ms");
                    Estimate estimate = new Estimate(0.5, 0.4, 2.5, 10);
                    run.report().bar(Bar.atMost("parted." + part + ".ratio", 2, estimate), new double[] {1});
                }
            }
            run.report().picture("parted", "<svg/>");
        }
    }

    @Before
    public void makeRoot() throws IOException {
        root = newTempDir();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        List<Benchmark> all =
                List.of(new Fixed("good", 1.5), new Fixed("bad", 2.5), new Fixed("broken", Double.NaN), new Parted());
        return new Bench(
                        all,
                        new Workplace(root),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    public void aloneItListsTheNames() {
        assertEquals(0, run());
        assertEquals(
                List.of(
                        "good  the good one",
                        "bad  the bad one",
                        "broken  the broken one",
                        "parted  the parted one; parts: fast, slow"),
                lines(out));
        assertEquals(List.of(), lines(err));
    }

    @Test
    public void anUnknownNameIsToldTheNames() {
        assertEquals(2, run("goood"));
        assertEquals(List.of("there is no benchmark [goood], there are [good, bad, broken, parted]"), lines(err));
        assertEquals(List.of(), lines(out));
    }

    @Test
    public void theExitStatusIsTheBars() throws IOException {
        assertEquals(0, run("good"));
        assertTrue(lines(out).contains("bar good.ratio 1.000 <=2 ok"));
        assertEquals(1, run("bad"));
        assertTrue(lines(out).contains("bar bad.ratio 1.000 <=2 short"));
        JsonNode file =
                new ObjectMapper().readTree(Files.readString(root.resolve("benchmarks/target/results/bad.json")));
        assertEquals("none", file.path("commit").asText());
        assertTrue(file.path("machine").path("cores").asInt() > 0);
        assertTrue(file.has("seed"));
        JsonNode bar = file.path("bars").path(0);
        assertEquals("bad.ratio", bar.path("name").asText());
        assertEquals(2.5, bar.path("high").asDouble(), 0);
        assertEquals("<=2", bar.path("limit").asText());
        assertFalse(bar.path("ok").asBoolean(true));
        assertEquals(2, bar.path("rounds").size());
    }

    @Test
    public void whatCannotBeMeasuredIsNotWell() {
        assertEquals(1, run("broken"));
        assertEquals(
                "broken could not be measured: there is no node", lines(err).getLast());
        assertFalse(Files.exists(root.resolve("benchmarks/target/results/broken.json")));
    }

    @Test
    public void aSeedRepeatsARun() {
        assertEquals(0, run("good", "--seed", "42"));
        List<String> first = lines(out);
        assertTrue(first.contains("info seed 42"));
        assertEquals(0, run("good", "--seed", "42"));
        assertEquals(first, lines(out));
        assertEquals(0, run("good", "--seed", "43"));
        assertNotEquals(first, lines(out));
    }

    @Test
    public void onlyThoseThatCanTakeFewRoundsOrOtherProducts() {
        assertEquals(2, run("good", "--quick"));
        assertEquals(List.of("[good] takes no [--quick]"), lines(err));
        assertEquals(2, run("good", "--products", "5000"));
        assertEquals(List.of("[good] takes no [--products]"), lines(err));
        assertEquals(2, run("good", "--orders", "5000"));
        assertEquals(List.of("[good] takes no [--orders]"), lines(err));
    }

    @Test
    public void onePartIsMeasuredAlone() {
        run("parted");
        assertTrue(lines(out).contains("bar parted.fast.ratio 0.500 <=2 short"));
        assertTrue(lines(out).contains("bar parted.slow.ratio 0.500 <=2 short"));
        run("parted", "--only", "slow");
        assertFalse(lines(out).contains("bar parted.fast.ratio 0.500 <=2 short"));
        assertTrue(lines(out).contains("bar parted.slow.ratio 0.500 <=2 short"));
        assertEquals(2, run("parted", "--only", "none"));
        assertEquals(List.of("[--only] of [parted] must be one of [fast, slow], got [none]"), lines(err));
        assertEquals(2, run("good", "--only", "slow"));
        assertEquals(List.of("[--only] of [good] must be one of [], got [slow]"), lines(err));
    }

    @Test
    public void resultsAreWrittenIntoTheirPlacesOnThePage() throws IOException {
        Path page = root.resolve("docs/evaluation/performance.md");
        Files.createDirectories(page.getParent());
        String places = """
                # Page

                <!-- bench parted fast -->
                old
                <!-- end -->

                words

                <!-- bench parted slow -->

                as it was

                <!-- end -->

                <!-- bench good --><!-- end -->
                """;
        Files.writeString(page, places);
        run("parted", "--page", "--only", "fast");
        List<String> lines = Files.readAllLines(page);
        assertEquals(List.of("# Page", "", "<!-- bench parted fast -->", ""), lines.subList(0, 4));
        assertFalse(lines.contains("old"));
        assertTrue(lines.contains("| `parted.fast.ratio` | 0.500 | 0.400 to 2.500 | ≤ 2 | **short** |"));
        assertTrue(lines.contains("| `parted.fast.time` | 5 ms \\| 6 ms |"));
        assertTrue(lines.contains("| `parted.data` | made |"));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("| `machine` |")));
        assertTrue(
                "other parts stay",
                String.join("\n", lines).contains("words\n\n<!-- bench parted slow -->\n\nas it was\n\n<!--"));
        assertEquals("<svg/>", Files.readString(page.resolveSibling("parted.svg")));
        String once = Files.readString(page);
        assertEquals(0, run("good", "--page", "--seed", "1"));
        String good = Files.readString(page);
        assertTrue(good.contains("| `good.ratio` | 1.000 | 0.500 to 1.500 | ≤ 2 | ok |"));
        assertTrue(good.startsWith(once.substring(0, once.indexOf("<!-- bench good -->"))));
        assertEquals(0, run("good", "--page", "--seed", "1"));
        assertEquals("the same results leave the same page", good, Files.readString(page));

        assertEquals(1, run("bad", "--page"));
        assertTrue(lines(err).getLast().endsWith("between <!-- bench bad --> and <!-- end -->"));
        assertEquals("a page without a place stays", good, Files.readString(page));
        assertEquals(2, run("parted", "--page", "--quick"));
        assertEquals(List.of("[--page] takes results, and [--quick] gives none"), lines(err));
    }

    @Test
    public void optionsThatAreNoneAreRefused() {
        for (String[] args : new String[][] {
            {"good", "--seed"},
            {"good", "--seed", "x"},
            {"good", "--fast", "1"},
            {"good", "--seed", "1", "2"},
            {"good", "--products"},
            {"good", "--products", "999"},
            {"good", "--quick", "1"},
            {"good", "--only"},
            {"good", "--page", "a.md"}
        }) {
            assertEquals(2, run(args));
            assertEquals(
                    List.of(
                            "usage: ./bench NAME [--seed NUMBER] [--quick] [--products NUMBER] [--orders NUMBER] [--only PART]"
                                    + " [--page]"),
                    lines(err));
        }
    }
}
