/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How much of the machine was used by others while something was measured: figures taken beside a busy neighbour are
 * not to be trusted. Linux only.
 */
public final class Neighbours {

    private static final Path STAT = Path.of("/proc/stat");
    private static final Path SELF = Path.of("/proc/self/stat");

    /** In what follows the command in {@link #SELF}: user and system time of the children that have ended. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;
    private static final double TICKS_PER_SECOND = 100;

    private final List<ProcessHandle> own;
    private final Use start;

    /** Seconds since the machine started, over all cores. */
    private record Use(double total, double busy, double own) {}

    private Neighbours(List<ProcessHandle> own) {
        this.own = own;
        this.start = now();
    }

    /** Starts watching; this JVM, the processes given, and those that this JVM starts and ends meanwhile are no neighbours. */
    public static Neighbours beside(long... processes) {
        List<ProcessHandle> own = new ArrayList<>(List.of(ProcessHandle.current()));
        Arrays.stream(processes).forEach(id -> ProcessHandle.of(id).ifPresent(own::add));
        return new Neighbours(own);
    }

    /** The share of all cores' time that others used since the start, in [0, 1]; empty where it cannot be had. */
    public OptionalDouble share() {
        Use end = now();
        double total = end.total - start.total;
        if (!(total > 0)) {
            return OptionalDouble.empty();
        }
        double others = (end.busy - start.busy) - (end.own - start.own);
        return OptionalDouble.of(Math.clamp(others / total, 0.0, 1.0));
    }

    /** The share, in words. */
    public String text() {
        OptionalDouble share = share();
        return share.isEmpty()
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f%% of all cores", 100 * share.getAsDouble());
    }

    private Use now() {
        double used = own.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(duration -> duration.toNanos() / 1e9)
                .sum();
        try {
            return use(Files.readAllLines(STAT, StandardCharsets.UTF_8).get(0), used + ended());
        } catch (IOException notLinux) {
            return new Use(0, 0, used);
        }
    }

    private static double ended() throws IOException {
        String line = Files.readString(SELF, StandardCharsets.UTF_8);
        // The command stands in brackets and may have blanks and brackets itself.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Double.parseDouble(fields[CHILDREN_USER]) + Double.parseDouble(fields[CHILDREN_SYSTEM]))
                / TICKS_PER_SECOND;
    }

    /** First line: user nice system idle iowait irq softirq steal; guests are counted in user already. */
    private static Use use(String line, double own) {
        double[] ticks = Arrays.stream(line.replaceFirst("cpu +", "").split(" "))
                .mapToDouble(Double::parseDouble)
                .limit(8)
                .toArray();
        double total = Arrays.stream(ticks).sum();
        return new Use(total / TICKS_PER_SECOND, (total - ticks[3] - ticks[4]) / TICKS_PER_SECOND, own);
    }
}
