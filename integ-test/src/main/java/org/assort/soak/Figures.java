/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.PrintStream;
import java.util.Locale;

/** What a soak found, printed line by line as in {@code ./bench}. Safe for use by several threads. */
public final class Figures {

    private final PrintStream out;
    private final PrintStream progress;
    private final String name;
    private boolean allHold = true;

    /**
     * @param out gets bars and infos
     * @param progress gets what is only for who waits
     * @param name of the soak, with which the names of its figures begin
     */
    Figures(PrintStream out, PrintStream progress, String name) {
        this.out = out;
        this.progress = progress;
        this.name = name;
    }

    /** Says what is being done. */
    public synchronized void step(String text) {
        progress.println(text);
    }

    /** A fact. */
    public synchronized void info(String fact, String value) {
        out.println("info soak." + name + "." + fact + " " + value);
    }

    /** A figure that must not be above a limit. */
    public synchronized void atMost(String figure, long limit, long value) {
        bar(figure, Long.toString(value), "<=" + limit, value <= limit);
    }

    /** A figure that must not be below a limit. */
    public synchronized void atLeast(String figure, double limit, double value) {
        bar(figure, number(value), ">=" + number(limit), value >= limit);
    }

    private void bar(String figure, String value, String limit, boolean holds) {
        out.println("bar soak." + name + "." + figure + " " + value + " " + limit + " " + (holds ? "ok" : "short"));
        allHold &= holds;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    /** False as soon as one bar was short. */
    synchronized boolean allHold() {
        return allHold;
    }
}
