/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The command {@code ./soak}: without a name it lists what there is, with one it runs it. */
public final class Soak {

    /** The one place where a soak is registered; {@code faults} is tests, which the script hands to Maven. */
    static final List<SoakTask> ALL = List.of(
            new ShardsSoak(),
            new ClusterSoak(),
            new PagesSoak(),
            new ClientsSoak(),
            new StoreSoak(),
            new ModelsSoak(),
            new MemorySoak());

    private static final int HOLDS = 0;
    private static final int SHORT = 1;
    private static final int MISUSED = 2;

    private final List<SoakTask> tasks;
    private final Workplace workplace;
    private final PrintStream out;
    private final PrintStream err;

    Soak(List<SoakTask> tasks, Workplace workplace, PrintStream out, PrintStream err) {
        this.tasks = tasks;
        this.workplace = workplace;
        this.out = out;
        this.err = err;
    }

    /** Called by the script, with the project's folder in the property {@code project.root}. */
    public static void main(String[] args) {
        Path root =
                Path.of(System.getProperty("project.root", "")).toAbsolutePath().normalize();
        System.exit(new Soak(ALL, new Workplace(root), System.out, System.err).run(args));
    }

    /** Returns the exit status: 0 when all bars hold, 1 when one is short or it could not be run, 2 for misuse. */
    int run(String... args) {
        if (args.length == 0) {
            tasks.forEach(task -> out.println(task.name() + "  " + task.about()));
            return HOLDS;
        }
        Optional<SoakTask> wanted =
                tasks.stream().filter(task -> task.name().equals(args[0])).findFirst();
        if (wanted.isEmpty()) {
            List<String> names = tasks.stream().map(SoakTask::name).toList();
            err.println("there is no soak [" + args[0] + "], there are " + names);
            return MISUSED;
        }
        Optional<Long> seed = seed(args);
        if (seed.isEmpty()) {
            err.println("usage: ./soak NAME [--seed NUMBER]");
            return MISUSED;
        }
        return run(wanted.get(), seed.get());
    }

    private static Optional<Long> seed(String... args) {
        if (args.length == 1) {
            return Optional.of(System.nanoTime() & Integer.MAX_VALUE);
        }
        boolean given = args.length == 3 && args[1].equals("--seed") && args[2].matches("-?[0-9]{1,18}");
        return given ? Optional.of(Long.parseLong(args[2])) : Optional.empty();
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the end of the line: there is nobody above to tell
    private int run(SoakTask task, long seed) {
        Figures figures = new Figures(out, err, task.name());
        figures.info("seed", Long.toString(seed));
        long start = System.nanoTime();
        try {
            task.run(workplace, new Random(seed), figures);
            figures.info("seconds", Long.toString((System.nanoTime() - start) / 1_000_000_000));
            return figures.allHold() ? HOLDS : SHORT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            err.println(task.name() + " was interrupted");
            return SHORT;
        } catch (Exception failed) {
            err.println(task.name() + " could not be run: " + failed.getMessage());
            return SHORT;
        }
    }
}
