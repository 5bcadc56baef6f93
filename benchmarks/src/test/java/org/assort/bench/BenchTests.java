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

    @Before
    public void makeRoot() throws IOException {
        root = newTempDir();
    }

    private int run(String... args) {
        out.reset();
        err.reset();
        List<Benchmark> all = List.of(new Fixed("good", 1.5), new Fixed("bad", 2.5), new Fixed("broken", Double.NaN));
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
        assertEquals(List.of("good  the good one", "bad  the bad one", "broken  the broken one"), lines(out));
        assertEquals(List.of(), lines(err));
    }

    @Test
    public void anUnknownNameIsToldTheNames() {
        assertEquals(2, run("goood"));
        assertEquals(List.of("there is no benchmark [goood], there are [good, bad, broken]"), lines(err));
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
            {"good", "--quick", "1"}
        }) {
            assertEquals(2, run(args));
            assertEquals(List.of("usage: ./bench NAME [--seed NUMBER] [--quick] [--products NUMBER]"), lines(err));
        }
    }
}
