/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assort.bench.Report;
import org.assort.bench.stats.Bootstrap;
import org.assort.evaluate.choice.CrossValidation;
import org.assort.evaluate.choice.Rule;
import org.assort.evaluate.report.Bars;
import org.assort.evaluate.report.ParetoPicture;
import org.assort.evaluate.report.ResultFiles;
import org.assort.evaluate.report.Row;
import org.assort.evaluate.report.Tables;
import org.assort.evaluate.run.Outcome;

/** From rankings to what is told. */
final class Evaluation {

    private static final String CHOSEN = "cross-validated";
    private static final String SAMPLER = "sampler";
    private static final int RESAMPLES = 10_000;
    private static final int FOLDS = 5;

    /** A third of what the bar on relevance allows, and a little stricter on near-duplicates: training flatters. */
    private static final Rule RULE = new Rule(0.01, 0.6);

    private final Options options;
    private final Plan plan;
    private final Rankings rankings;
    private final Report report;
    private final PrintStream out;
    private final Bootstrap bootstrap;

    Evaluation(Options options, Plan plan, Rankings rankings, Report report, PrintStream out) {
        this.options = options;
        this.plan = plan;
        this.rankings = rankings;
        this.report = report;
        this.out = out;
        this.bootstrap = new Bootstrap(RESAMPLES, options.seed());
    }

    /** Prints and writes everything. Returns whether every template was answered and every bar holds. */
    boolean tell() throws IOException {
        Outcome baseline = rankings.outcome(options.baseline())
                .orElseThrow(() -> new IOException("the baseline [" + options.baseline() + "] was refused: "
                        + rankings.refused().get(options.baseline())));
        Outcome chosen = crossValidated(baseline);
        List<Outcome> outcomes = new ArrayList<>(rankings.of(plan.shown()));
        outcomes.add(chosen);
        List<Row> rows = outcomes.stream()
                .map(outcome -> Row.of(outcome, baseline, plan.shop().items().size(), bootstrap))
                .toList();
        out.println();
        Tables.figures(rows).forEach(out::println);
        out.println();
        out.println("less " + options.baseline() + ", with 95% intervals over queries");
        Tables.differences(rows).forEach(out::println);
        out.println();
        refused();
        boolean told = bars(chosen, baseline);
        write(rows);
        return told && rankings.refused().isEmpty() && report.allHold();
    }

    private Outcome crossValidated(Outcome baseline) {
        List<Outcome> candidates = rankings.of(plan.candidates());
        CrossValidation.Result result =
                new CrossValidation(FOLDS, options.seed()).run(CHOSEN, candidates, baseline, RULE);
        report.info(
                "evaluate.choice",
                candidates.size() + " settings, " + FOLDS + " folds, seed " + options.seed() + "; " + RULE.text());
        ArrayNode folds = report.facts().putArray("folds");
        for (int i = 0; i < result.folds().size(); i++) {
            CrossValidation.Fold fold = result.folds().get(i);
            report.info(
                    "evaluate.fold." + (i + 1),
                    fold.setting() + ", for " + fold.queries().size() + " queries");
            ArrayNode queries = folds.addObject().put("setting", fold.setting()).putArray("queries");
            fold.queries().forEach(query -> queries.add(plan.shop().queries().get(query)));
        }
        return result.pooled();
    }

    /** A grid is refused for one reason most of the time: that is told once, with the first of its templates. */
    private void refused() {
        ObjectNode all = report.facts().putObject("refused");
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        rankings.refused().forEach((name, reason) -> {
            all.put(name, reason);
            byReason.computeIfAbsent(reason, first -> new ArrayList<>()).add(name);
        });
        byReason.forEach((reason, names) -> {
            String others = names.size() == 1 ? "" : " and " + (names.size() - 1) + " more";
            out.println("refused [" + names.getFirst() + "]" + others + ": " + reason);
        });
    }

    /** Returns false where a bar was wanted and could not be told. */
    private boolean bars(Outcome chosen, Outcome baseline) {
        boolean claimed = plan.shop().isChorus()
                && options.baseline().equals(Options.BASELINE)
                && options.aspect().equals(Options.ASPECT);
        if (!claimed && !options.bars()) {
            report.info("evaluate.bars", "none: they are about the Chorus data and its suppliers; --bars tells them");
            return true;
        }
        Optional<Outcome> sampler = rankings.outcome(SAMPLER);
        if (sampler.isEmpty()) {
            report.info("evaluate.bars", "none: [" + SAMPLER + "] was refused");
            return false;
        }
        new Bars(chosen, baseline, sampler.get()).tell(report, bootstrap);
        return true;
    }

    private void write(List<Row> rows) throws IOException {
        ResultFiles files = new ResultFiles(options.out());
        files.figures(rows);
        files.queries(rows, plan.shop().queries());
        ResultFiles.json(rows, report.facts().putArray("templates"));
        String title = "What variety costs: " + plan.shop().name();
        Files.writeString(options.out().resolve("pareto.svg"), new ParetoPicture(title, rows).svg(options.aspect()));
        report.write(options.out().resolve("results.json"));
        report.step("written to " + options.out());
    }
}
