/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assort.bench.Report;
import org.assort.bench.Workplace;
import org.assort.bench.orders.Orders;
import org.assort.bench.stats.Bootstrap;
import org.assort.bench.stats.Estimate;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.quickstart.Table;

/** From orders to what is told. */
public final class BundleEvaluation {

    private static final int RESAMPLES = 2_000;
    private static final int FEWEST_ANCHORS = 10;

    private final BundleOptions options;
    private final Orders orders;
    private final Split split;
    private final Bootstrap bootstrap;

    /**
     * Cuts the orders in two.
     *
     * @throws IllegalArgumentException with one line for the user, where too little is left to say anything
     */
    public BundleEvaluation(BundleOptions options, Orders orders) {
        this.options = options;
        this.orders = orders;
        this.split = Split.of(orders.orders(), options.share() / 100.0, options.anchors());
        this.bootstrap = new Bootstrap(RESAMPLES, options.seed());
        if (split.anchors().size() < FEWEST_ANCHORS) {
            throw new IllegalArgumentException("[--data] must have at least " + FEWEST_ANCHORS + " items in "
                    + options.anchors().least() + " to " + options.anchors().most() + " of the mined orders and in "
                    + options.anchors().held() + " of those held back, got ["
                    + split.anchors().size() + "]");
        }
    }

    /** Prints and writes everything. Returns whether every bar holds. */
    public boolean run(Workplace workplace, Report report, PrintStream out) throws IOException {
        report.info("evaluate.data", orders.name());
        report.info("evaluate.split", split.toString());
        report.facts().put("orders", orders.origin());
        List<BundleRow> rows = rows(workplace, report);
        out.println();
        table(rows).lines().forEach(out::println);
        out.println();
        if (orders.areOnlineRetail() || options.bars()) {
            new BundleBars(rows.getFirst(), rows.subList(1, rows.size())).tell(report, bootstrap);
        } else {
            report.info("evaluate.bars", "none: they are about the Online Retail data; --bars tells them");
        }
        write(rows, report);
        return report.allHold();
    }

    private List<BundleRow> rows(Workplace workplace, Report report) throws IOException {
        HeldBack held = new HeldBack(split);
        List<BundleRow> rows = new ArrayList<>();
        try (OurScore ours = new OurScore(split.mined(), options.seed())) {
            rows.add(row(ours, held, report));
        }
        for (Recommender measure : PairMeasure.all(split.mined())) {
            rows.add(row(measure, held, report));
        }
        if (options.node()) {
            report.step("starting a node");
            try (OpenSearchNode node = NodeAggregation.start(workplace)) {
                for (Recommender asked : NodeAggregation.all(node.http(), split.mined(), options.seed())) {
                    rows.add(row(asked, held, report));
                }
            }
        }
        return rows;
    }

    private BundleRow row(Recommender recommender, HeldBack held, Report report) throws IOException {
        report.step("recommending by " + recommender.name());
        return BundleRow.of(held.judge(recommender.name(), recommender.recommend(split.anchors())), bootstrap);
    }

    private static Table table(List<BundleRow> rows) {
        List<Table.Column> columns = new ArrayList<>(List.of(new Table.Column("recommender", 20, false)));
        for (BundleFigure figure : BundleFigure.values()) {
            columns.add(new Table.Column(figure.heading(), 26, true));
        }
        Table table = new Table(columns);
        for (BundleRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.judged().name()));
            row.figures().forEach((figure, estimate) -> cells.add(cell(figure, estimate)));
            table.add(cells);
        }
        return table;
    }

    private static String cell(BundleFigure figure, Estimate estimate) {
        return switch (figure) {
            case DISTINCT -> String.format(Locale.ROOT, "%.0f", estimate.value());
            case RATIO -> text("%.1f [%.1f, %.1f]", estimate, 1);
            case EXTRA -> text("%.3f [%.3f, %.3f]", estimate, 1);
            case HIT5, HIT10, NEVER -> text("%.1f%% [%.1f, %.1f]", estimate, 100);
        };
    }

    private static String text(String format, Estimate estimate, double unit) {
        return String.format(
                Locale.ROOT, format, unit * estimate.value(), unit * estimate.low(), unit * estimate.high());
    }

    private void write(List<BundleRow> rows, Report report) throws IOException {
        BundleFiles files = new BundleFiles(options.out());
        files.figures(rows);
        files.pairs(rows);
        BundleFiles.json(rows, report.facts().putArray("recommenders"));
        Files.writeString(
                options.out().resolve("bundles.svg"),
                new BundlePicture("What is bought together again: " + orders.name(), rows).svg());
        report.write(options.out().resolve("results.json"));
        report.step("written to " + options.out());
    }
}
