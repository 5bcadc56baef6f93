/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assort.demo.shop.Role;
import org.junit.Test;

public class OptionsTests extends RandomizedTest {

    private static String refusal(String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> Options.parse(arguments))
                .getMessage();
    }

    @Test
    public void defaults() {
        assertEquals(new Options(false, false, 9200, null, Map.of(), List.of(), 100), Options.parse());
    }

    @Test
    public void everyOptionInAnyOrder() {
        assertEquals(
                new Options(
                        false,
                        true,
                        19222,
                        Path.of("a.ndjson"),
                        Map.of(
                                Role.TITLE,
                                "t",
                                Role.BRAND,
                                "b",
                                Role.CATEGORY,
                                "c",
                                Role.PRICE,
                                "p",
                                Role.DESCRIPTION,
                                "d"),
                        List.of("red lamp", "blue lamp"),
                        200),
                Options.parse(
                        "--query",
                        "red lamp",
                        "--window",
                        "200",
                        "--description",
                        "d",
                        "--price",
                        "p",
                        "--category",
                        "c",
                        "--brand",
                        "b",
                        "--title",
                        "t",
                        "--data",
                        "a.ndjson",
                        "--port",
                        "19222",
                        "--exit",
                        "--query",
                        "blue lamp"));
        assertTrue(Options.parse("--help").help());
    }

    @Test
    public void wrongOptionsAreNamed() {
        assertEquals("[--colour] is not an option", refusal("--colour", "red"));
        assertEquals("[shop.ndjson] is not an option", refusal("shop.ndjson"));
        assertEquals("[--port] needs a value", refusal("--port"));
        assertEquals("[--query] needs a value, got [--exit]", refusal("--query", "--exit"));
        assertEquals("[--port] must be in [1, 65535], got [65536]", refusal("--port", "65536"));
        assertEquals("[--port] must be in [1, 65535], got [http]", refusal("--port", "http"));
        assertEquals("[--window] must be in [1, 1000], got [0]", refusal("--window", "0"));
        assertEquals("[--title] is for a catalogue given with --data", refusal("--title", "name"));
    }
}
