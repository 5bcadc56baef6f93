/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assort.bench.stats.Estimate;
import org.assort.demo.quickstart.Table;
import org.assort.evaluate.run.Figure;

/** Rows as plain text: once the figures, once the differences from the baseline. */
public final class Tables {

    private static final int NAME_WIDTH = 60;
    private static final int CELL_WIDTH = 26;

    private static final List<Figure> COMPARED = List.of(
            Figure.NDCG,
            Figure.ALPHA_NDCG,
            Figure.SUBTOPIC_RECALL,
            Figure.DISTINCT,
            Figure.DISTANCE,
            Figure.NEAR_DUPLICATES);

    private Tables() {}

    /** The figures of all rows. */
    public static List<String> figures(List<Row> rows) {
        List<String> headings =
                new ArrayList<>(Figure.all().stream().map(Figure::heading).toList());
        headings.add("coverage");
        headings.add("Gini");
        Table table = table(headings);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.outcome().name()));
            Figure.all()
                    .forEach(figure -> cells.add(number(row.values().get(figure).value())));
            cells.add(String.format(Locale.ROOT, "%.2f%%", 100 * row.exposure().coverage()));
            cells.add(String.format(Locale.ROOT, "%.4f", row.exposure().gini()));
            table.add(cells);
        }
        return table.lines();
    }

    /** The differences of all rows from the baseline, each with its 95% interval. */
    public static List<String> differences(List<Row> rows) {
        Table table = table(COMPARED.stream().map(Figure::heading).toList());
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.outcome().name()));
            COMPARED.forEach(figure -> cells.add(interval(row.differences().get(figure))));
            table.add(cells);
        }
        return table.lines();
    }

    private static Table table(List<String> headings) {
        List<Table.Column> columns = new ArrayList<>(List.of(new Table.Column("template", NAME_WIDTH, false)));
        headings.forEach(heading -> columns.add(new Table.Column(heading, CELL_WIDTH, true)));
        return new Table(columns);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String interval(Estimate estimate) {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", estimate.value(), estimate.low(), estimate.high());
    }
}
