/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.bench.stats.Estimate;
import org.assort.evaluate.run.Figure;

/**
 * Rows as files.
 *
 * @param folder where they are written
 */
public record ResultFiles(Path folder) {

    private static final List<String> ESTIMATE = List.of("value", "low", "high");

    /** A line for each template and figure: the mean, its interval, the difference from the baseline and its interval. */
    public void figures(List<Row> rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("template,figure,value,low,high,difference,difference_low,difference_high");
        for (Row row : rows) {
            for (Figure figure : Figure.values()) {
                lines.add(Stream.concat(
                                Stream.of(cell(row.outcome().name()), figure.key()),
                                Stream.of(
                                                row.values().get(figure),
                                                row.differences().get(figure))
                                        .flatMap(ResultFiles::numbers)
                                        .map(String::valueOf))
                        .collect(Collectors.joining(",")));
            }
            lines.add(cell(row.outcome().name()) + ",catalogue_coverage,"
                    + row.exposure().coverage() + ",,,,,");
            lines.add(cell(row.outcome().name()) + ",exposure_gini,"
                    + row.exposure().gini() + ",,,,,");
        }
        write("figures.csv", lines);
    }

    /** A line for each template and query: its figures and the products of its page. */
    public void queries(List<Row> rows, List<String> queries) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "template,query," + Figure.all().stream().map(Figure::key).collect(Collectors.joining(",")) + ",page");
        for (Row row : rows) {
            for (int i = 0; i < queries.size(); i++) {
                int query = i;
                lines.add(cell(row.outcome().name()) + "," + cell(queries.get(query)) + ","
                        + Figure.all().stream()
                                .map(figure -> String.valueOf(row.outcome().of(figure)[query]))
                                .collect(Collectors.joining(","))
                        + "," + cell(String.join(" ", row.outcome().pages().get(query))));
            }
        }
        write("queries.csv", lines);
    }

    /** The same means and intervals as JSON. */
    public static void json(List<Row> rows, ArrayNode templates) {
        for (Row row : rows) {
            ObjectNode node = templates.addObject().put("name", row.outcome().name());
            ObjectNode figures = node.putObject("figures");
            for (Figure figure : Figure.values()) {
                ObjectNode estimate = figures.putObject(figure.key());
                put(estimate, "", row.values().get(figure));
                put(estimate, "difference_", row.differences().get(figure));
            }
            node.put("catalogue_coverage", row.exposure().coverage())
                    .put("exposure_gini", row.exposure().gini());
        }
    }

    /** Adds an estimate's numbers, their names after a prefix. */
    public static void put(ObjectNode node, String prefix, Estimate estimate) {
        List<Double> numbers = numbers(estimate).toList();
        for (int i = 0; i < numbers.size(); i++) {
            node.put(prefix + ESTIMATE.get(i), numbers.get(i));
        }
    }

    private static Stream<Double> numbers(Estimate estimate) {
        return Stream.of(estimate.value(), estimate.low(), estimate.high());
    }

    /** A cell of a line with commas, in quotes where it needs them. */
    public static String cell(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Writes lines. */
    public void write(String name, List<String> lines) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }
}
