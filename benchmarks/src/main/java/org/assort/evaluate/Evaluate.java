/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.assort.bench.Commit;
import org.assort.bench.Machine;
import org.assort.bench.Report;
import org.assort.bench.Workplace;
import org.assort.bench.orders.Orders;
import org.assort.evaluate.bundles.BundleEvaluation;
import org.assort.evaluate.bundles.BundleOptions;

/** The command {@code ./evaluate}. */
public final class Evaluate {

    private static final int HOLDS = 0;
    private static final int SHORT = 1;
    private static final int MISUSED = 2;

    private static final String BUNDLES = "bundles";

    private final Workplace workplace;
    private final PrintStream out;
    private final PrintStream err;

    Evaluate(Workplace workplace, PrintStream out, PrintStream err) {
        this.workplace = workplace;
        this.out = out;
        this.err = err;
    }

    /** Called by the script, with the project's folder in the property {@code project.root}. */
    public static void main(String[] args) {
        Path root =
                Path.of(System.getProperty("project.root", "")).toAbsolutePath().normalize();
        // α and … whatever the locale says.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Evaluate(new Workplace(root), out, System.err).run(args));
    }

    /**
     * Returns the exit status: 0 when all templates were answered and all bars hold, 1 when not, 2 for misuse, with one
     * line that says what.
     */
    int run(String... args) {
        try {
            if (args.length > 0 && args[0].equals(BUNDLES)) {
                return bundles(BundleOptions.parse(Arrays.copyOfRange(args, 1, args.length))) ? HOLDS : SHORT;
            }
            Options options = Options.parse(args);
            if (options.help()) {
                out.println(Options.USAGE);
                return HOLDS;
            }
            return evaluate(options, Plan.of(options)) ? HOLDS : SHORT;
        } catch (IllegalArgumentException | Misuse misuse) {
            err.println("evaluate: " + misuse.getMessage());
            return MISUSED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            err.println("evaluate: interrupted");
            return SHORT;
        } catch (Exception failed) {
            err.println("evaluate: " + failed.getMessage());
            return SHORT;
        }
    }

    private boolean bundles(BundleOptions options) throws Exception {
        if (options.help()) {
            out.println(BundleOptions.USAGE);
            return true;
        }
        BundleEvaluation evaluation = new BundleEvaluation(options, orders(options));
        Report report = new Report(out, err);
        facts(report, options.seed());
        return evaluation.run(workplace, report, out);
    }

    private static Orders orders(BundleOptions options) throws Misuse {
        try {
            return options.data() == null ? Orders.sample() : Orders.read(options.data());
        } catch (IOException wrong) {
            throw new Misuse(wrong);
        }
    }

    private boolean evaluate(Options options, Plan plan) throws Exception {
        Report report = new Report(out, err);
        facts(report, options.seed());
        report.facts()
                .put("baseline", options.baseline())
                .put("aspect", options.aspect())
                .put("ratings_sha256", plan.shop().ratingsDigest());
        report.info("evaluate.data", plan.shop().name());
        report.info("evaluate.baseline", options.baseline());
        Rankings rankings = Rankings.of(plan, workplace, options.aspect(), report);
        return new Evaluation(options, plan, rankings, report, out).tell();
    }

    private void facts(Report report, long seed) throws IOException, InterruptedException {
        Commit commit = Commit.of(workplace.root());
        report.facts()
                .put("commit", commit.id())
                .put("changed", commit.changed())
                .put("seed", seed)
                .put("started", Instant.now().toString());
        report.info("machine", Machine.here().text());
        report.info("commit", commit.text());
        report.info("seed", Long.toString(seed));
    }
}
