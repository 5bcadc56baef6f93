/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assort.bench.bundles.BundlesBenchmark;
import org.assort.bench.embed.EmbedBenchmark;
import org.assort.bench.first.FirstBenchmark;
import org.assort.bench.floors.FloorsBenchmark;
import org.assort.bench.gpu.GpuBenchmark;
import org.assort.bench.kernels.KernelsBenchmark;
import org.assort.bench.node.NodeBenchmark;
import org.assort.bench.selection.SelectionBenchmark;
import org.assort.bench.shards.ShardsBenchmark;

/** The command {@code ./bench}: without a name it lists the benchmarks, with one it runs it. */
public final class Bench {

    /** The one place where a benchmark is registered. */
    static final List<Benchmark> ALL = List.of(
            new EmbedBenchmark(),
            new BundlesBenchmark(),
            new FirstBenchmark(),
            new FloorsBenchmark(),
            new GpuBenchmark(),
            new KernelsBenchmark(),
            new NodeBenchmark(),
            new SelectionBenchmark(),
            new ShardsBenchmark());

    private static final int HOLDS = 0;
    private static final int SHORT = 1;
    private static final int MISUSED = 2;

    private final List<Benchmark> benchmarks;
    private final Workplace workplace;
    private final PrintStream out;
    private final PrintStream err;

    Bench(List<Benchmark> benchmarks, Workplace workplace, PrintStream out, PrintStream err) {
        this.benchmarks = benchmarks;
        this.workplace = workplace;
        this.out = out;
        this.err = err;
    }

    /** Called by the script, with the project's folder in the property {@code project.root}. */
    public static void main(String[] args) {
        Path root =
                Path.of(System.getProperty("project.root", "")).toAbsolutePath().normalize();
        System.exit(new Bench(ALL, new Workplace(root), System.out, System.err).run(args));
    }

    /** Returns the exit status: 0 when all bars hold, 1 when one is short or nothing could be measured, 2 for misuse. */
    int run(String... args) {
        if (args.length == 0) {
            benchmarks.forEach(benchmark -> out.println(line(benchmark)));
            return HOLDS;
        }
        Optional<Benchmark> wanted = benchmarks.stream()
                .filter(benchmark -> benchmark.name().equals(args[0]))
                .findFirst();
        if (wanted.isEmpty()) {
            List<String> names = benchmarks.stream().map(Benchmark::name).toList();
            err.println("there is no benchmark [" + args[0] + "], there are " + names);
            return MISUSED;
        }
        Optional<Options> options = Options.read(args);
        if (options.isEmpty()) {
            err.println(Options.USAGE);
            return MISUSED;
        }
        Optional<String> untaken = untaken(wanted.get(), options.get());
        if (untaken.isPresent()) {
            err.println("[" + args[0] + "] takes no [" + untaken.get() + "]");
            return MISUSED;
        }
        List<String> parts = wanted.get().parts();
        Optional<String> only = options.get().only();
        if (only.isPresent() && !parts.contains(only.get())) {
            err.println("[--only] of [" + args[0] + "] must be one of " + parts + ", got [" + only.get() + "]");
            return MISUSED;
        }
        if (options.get().page() && options.get().quick()) {
            err.println("[--page] takes results, and [--quick] gives none");
            return MISUSED;
        }
        return measure(wanted.get(), options.get());
    }

    private static Optional<String> untaken(Benchmark benchmark, Options options) {
        if (options.products().isPresent() && !benchmark.generates()) {
            return Optional.of("--products");
        }
        if (options.orders().isPresent() && !benchmark.generatesOrders()) {
            return Optional.of("--orders");
        }
        return options.quick() && !benchmark.quickens() ? Optional.of("--quick") : Optional.empty();
    }

    private static String line(Benchmark benchmark) {
        String parts = benchmark.parts().isEmpty() ? "" : "; parts: " + String.join(", ", benchmark.parts());
        return benchmark.name() + "  " + benchmark.about() + parts;
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the end of the line: there is nobody above to tell
    private int measure(Benchmark benchmark, Options options) {
        Report report = new Report(out, err);
        Instant start = Instant.now();
        try {
            facts(report, benchmark, options, start);
            benchmark.measure(new Run(
                    workplace,
                    options.seed(),
                    options.products(),
                    options.orders(),
                    options.quick(),
                    options.only(),
                    report));
            report.facts().put("seconds", Duration.between(start, Instant.now()).toSeconds());
            Path file = workplace.results().resolve(benchmark.name() + ".json");
            report.write(file);
            report.step("written to " + file);
            if (options.page()) {
                ResultPage page = new ResultPage(workplace.page());
                page.write(benchmark.name(), report);
                report.step("written into " + page.file());
            }
            return report.allHold() ? HOLDS : SHORT;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            err.println(benchmark.name() + " was interrupted");
            return SHORT;
        } catch (Exception failed) {
            err.println(benchmark.name() + " could not be measured: " + failed.getMessage());
            return SHORT;
        }
    }

    private void facts(Report report, Benchmark benchmark, Options options, Instant start)
            throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Commit commit = Commit.of(workplace.root());
        report.facts()
                .put("benchmark", benchmark.name())
                .put("commit", commit.id())
                .put("changed", commit.changed())
                .put("seed", options.seed())
                .put("started", start.toString());
        ObjectNode node = report.facts().putObject("machine");
        node.put("cores", machine.cores())
                .put("cpu", machine.cpu())
                .put("memory_bytes", machine.memoryBytes())
                .put("os", machine.os())
                .put("jdk", machine.jdk());
        report.info("machine", machine.text());
        report.info("commit", commit.text());
        report.info("seed", Long.toString(options.seed()));
        options.only().ifPresent(part -> report.info("only", part));
        if (options.quick()) {
            report.info("quick", "few rounds: these figures are no result");
        }
    }
}
