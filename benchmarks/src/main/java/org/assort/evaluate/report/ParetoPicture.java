/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assort.bench.picture.Svg;
import org.assort.evaluate.run.Figure;

/**
 * Relevance against variety, as SVG: what is given up of the one for the other. Templates that differ in nothing but
 * {@code diversity} are one line, its points labelled with λ; a broken line joins what no other beats in both.
 */
public final class ParetoPicture {

    private static final Pattern DIVERSITY = Pattern.compile(" diversity=(\\S+)");

    /** Told apart with any kind of sight (Okabe and Ito 2008). */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d00", "#444444");

    private static final int WIDTH = 1180;
    private static final int HEIGHT = 600;
    private static final int TOP = 56;
    private static final int BOTTOM = 455;
    private static final int LEGEND_TOP = 520;
    private static final int LEGEND_COLUMNS = 3;

    private final String title;
    private final List<Point> points = new ArrayList<>();
    private final Map<String, String> colours = new TreeMap<>();

    /** A row as it is drawn, wherever. */
    private record Point(Row row, String series, String label, String colour) {
        Panel.Mark at(Figure variety) {
            return new Panel.Mark(
                    row.outcome().name(),
                    series,
                    label,
                    colour,
                    row.values().get(variety).value(),
                    row.values().get(Figure.NDCG).value());
        }
    }

    /** @param rows in the order of their series' lines */
    public ParetoPicture(String title, List<Row> rows) {
        this.title = title;
        for (Row row : rows) {
            String name = row.outcome().name();
            Matcher diversity = DIVERSITY.matcher(name);
            boolean swept = diversity.find();
            String series = swept ? diversity.replaceFirst("") : name;
            // What has no λ stands alone: ink, and its name for a label.
            String colour = swept
                    ? colours.computeIfAbsent(series, next -> COLOURS.get(colours.size() % (COLOURS.size() - 1)))
                    : COLOURS.getLast();
            points.add(new Point(row, series, swept ? diversity.group(1) : name, colour));
        }
    }

    /** The picture's text. */
    public String svg(String aspect) {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(24, 30, 16, "#333333", "start", title);
        panel(
                svg,
                Figure.DISTANCE,
                "variety of texts: intra-list distance of the first ten",
                new Panel.Place(76, TOP, 560, BOTTOM));
        panel(
                svg,
                Figure.DISTINCT,
                "variety of " + aspect + ": distinct among the relevant of the first ten",
                new Panel.Place(672, TOP, 1156, BOTTOM));
        legend(svg);
        return svg.end();
    }

    private void panel(Svg svg, Figure variety, String title, Panel.Place place) {
        List<Panel.Mark> marks = points.stream().map(point -> point.at(variety)).toList();
        new Panel(svg, marks, title, "relevance: nDCG@10", place).draw();
    }

    private void legend(Svg svg) {
        svg.text(
                WIDTH - 24,
                30,
                12,
                "#333333",
                "end",
                "numbers are diversity; the broken line joins what no other beats");
        int i = 0;
        for (Map.Entry<String, String> series : colours.entrySet()) {
            int x = 76 + i % LEGEND_COLUMNS * 360;
            int y = LEGEND_TOP + i / LEGEND_COLUMNS * 18;
            svg.line(x, y - 4, x + 22, y - 4, series.getValue(), 2, "");
            svg.dot(x + 11, y - 4, 4, series.getValue(), series.getKey());
            svg.text(x + 30, y, 12, "#333333", "start", series.getKey());
            i++;
        }
    }
}
