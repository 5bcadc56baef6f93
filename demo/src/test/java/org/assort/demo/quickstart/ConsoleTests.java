/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class ConsoleTests extends RandomizedTest {

    private static String load(boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 2);
        console.begin("loading");
        for (int done = 0; done <= 1_000; done += 10) {
            console.progress(done, 1_000);
        }
        console.end("1,000 products");
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void linesAtEachQuarterWhereThereIsNoTerminal() {
        List<String> lines = load(false).lines().toList();
        assertEquals(
                List.of("[1/2] loading …", "      25%", "      50%", "      75%", "      100%"), lines.subList(0, 5));
        assertTrue(lines.get(5), lines.get(5).contains("1,000 products, "));
        assertEquals(6, lines.size());
    }

    @Test
    public void oneLineDrawnOverItselfOnATerminal() {
        String drawn = load(true);
        assertEquals("one line", 1, drawn.chars().filter(c -> c == '\n').count());
        assertTrue(drawn, drawn.contains("\r\u001b[K[1/2] loading [############............] 50%"));
    }
}
