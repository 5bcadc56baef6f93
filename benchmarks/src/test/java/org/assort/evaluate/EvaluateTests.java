/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assort.bench.Workplace;
import org.assort.evaluate.bundles.BundleOptions;
import org.junit.Before;
import org.junit.Test;

/** What is found wrong before a node is started. */
public class EvaluateTests extends RandomizedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path data;

    @Before
    public void writeAShop() throws IOException {
        data = newTempDir();
        Files.writeString(
                data.resolve("products.ndjson"), "{\"id\": \"1\", \"title\": \"Lamp\", \"brand\": \"Lum\"}\n");
        rate(12);
    }

    private void rate(int queries) throws IOException {
        Files.writeString(
                data.resolve("ratings.csv"),
                IntStream.range(0, queries)
                        .mapToObj(query -> "lamp " + query + ",1,3\n")
                        .collect(Collectors.joining("", "query,docid,rating\n", "")));
    }

    private int run(String... args) throws IOException {
        out.reset();
        err.reset();
        Workplace nothingBuilt = new Workplace(newTempDir());
        return new Evaluate(
                        nothingBuilt,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private void refused(String line, String... args) throws IOException {
        assertEquals(2, run(args));
        assertEquals(
                List.of("evaluate: " + line),
                err.toString(StandardCharsets.UTF_8).lines().toList());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void optionsThatAreNoneAreRefusedInOneLine() throws IOException {
        String folder = data.toString();
        refused("[--fast] is not an option; see --help", "--data", folder, "--fast");
        refused("[--data] is missing; see --help");
        refused("[--out] needs a value", "--data", folder, "--out");
        refused("[--out] needs a value, got [--bars]", "--data", folder, "--out", "--bars");
        refused("[--seed] must be a whole number, got [x]", "--data", folder, "--seed", "x");
    }

    @Test
    public void bundlesRefuseInOneLineToo() throws IOException {
        String one = "one of [--data] and [--sample-shop] must be there; see --help";
        refused(one, "bundles");
        refused(one, "bundles", "--data", "nowhere", "--sample-shop");
        refused("[--fast] is not an option; see --help", "bundles", "--fast");
        refused("[--share] must be in [1, 99], got [100]", "bundles", "--sample-shop", "--share", "100");
        refused(
                "[--min-orders] must be at most [--max-orders], got [9] and [8]",
                "bundles",
                "--sample-shop",
                "--min-orders",
                "9",
                "--max-orders",
                "8");
        refused("[--data] must be a folder, got [nowhere]", "bundles", "--data", "nowhere");
    }

    @Test
    public void dataThatCannotBeEvaluatedAreRefusedInOneLine() throws IOException {
        refused("[--data] must hold products.ndjson or products.ndjson.xz, got [nowhere]", "--data", "nowhere");
        refused("[--templates] must be a folder, got [nowhere]", "--data", data.toString(), "--templates", "nowhere");
        assertEquals(2, run("--data", data.toString(), "--baseline", "bm26"));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("evaluate: [--baseline] must be one of [bm25, "));
        rate(9);
        refused("[--data] must have at least 10 queries with a relevant product, got [9]", "--data", data.toString());
    }

    @Test
    public void withoutANodeThereIsNoResult() throws IOException {
        assertEquals(1, run("--data", data.toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("not built"));
    }

    @Test
    public void helpNamesEveryOption() throws IOException {
        assertEquals(0, run("--help"));
        assertEquals(Options.USAGE + "\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, run("bundles", "--help"));
        assertEquals(BundleOptions.USAGE + "\n", out.toString(StandardCharsets.UTF_8));
    }
}
