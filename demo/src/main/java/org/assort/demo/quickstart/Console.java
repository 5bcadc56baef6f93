/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Numbered steps with a progress bar that is drawn over itself on a terminal; elsewhere a line at each quarter.
 */
final class Console {

    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final int steps;
    private int step;
    private String label = "";
    private long started;
    private int quarter;

    Console(PrintStream out, boolean terminal, int steps) {
        this.out = out;
        this.terminal = terminal;
        this.steps = steps;
    }

    void line(String text) {
        out.println(text);
    }

    /** Lets the step's line stand, where other lines follow in place of an end. */
    void breakLine() {
        if (terminal) {
            out.println();
        }
    }

    /** Begins the next step. */
    void begin(String what) {
        step++;
        label = "[" + step + "/" + steps + "] " + what;
        started = System.nanoTime();
        quarter = 0;
        if (terminal) {
            out.print(label + " …");
        } else {
            out.println(label + " …");
        }
        out.flush();
    }

    /** How far the step is, {@code done} of {@code total}. */
    void progress(long done, long total) {
        double share = total <= 0 ? 1 : Math.clamp((double) done / total, 0, 1);
        int percent = (int) Math.floor(share * 100);
        if (terminal) {
            int full = (int) Math.round(share * BAR);
            draw(label + " [" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + percent + "%");
        } else if (percent / 25 > quarter) {
            quarter = percent / 25;
            out.println("      " + percent + "%");
        }
    }

    /** How long the step has taken so far, where nobody knows how much is to come. */
    void waiting(long millis) {
        if (terminal) {
            draw(label + " … " + millis / 1_000 + " s");
        } else if (millis / 10_000 > quarter) {
            quarter = (int) (millis / 10_000);
            out.println("      " + millis / 1_000 + " s");
        }
    }

    /** Ends the step. */
    void end(String result) {
        double seconds = (System.nanoTime() - started) / 1e9;
        String time = String.format(Locale.ROOT, "%.1f s", seconds);
        String tail = result.isEmpty() ? time : result + ", " + time;
        if (terminal) {
            draw(label + ": " + tail);
            out.println();
        } else {
            out.println("      " + tail);
        }
    }

    /** Back to the line's start, and the rest of what stood there is cleared. */
    private void draw(String text) {
        out.print("\r\u001b[K" + text);
        out.flush();
    }
}
