/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.List;
import org.assort.bench.picture.Svg;
import org.assort.evaluate.report.Panel;

/** Recommenders as points: what more was bought together, against how much of it comes again, and how varied it is. */
final class BundlePicture {

    private static final int WIDTH = 1180;
    private static final int HEIGHT = 540;
    private static final int TOP = 56;
    private static final int BOTTOM = 470;
    private static final String OURS = "#d55e00";
    private static final String OTHERS = "#333333";
    private static final String EXTRA = "extra co-purchases for each purchase of an anchor";

    private final String title;
    private final List<BundleRow> rows;

    BundlePicture(String title, List<BundleRow> rows) {
        this.title = title;
        this.rows = rows;
    }

    String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(24, 30, 16, OTHERS, "start", title);
        svg.text(WIDTH - 24, 30, 12, OTHERS, "end", "the broken line joins what no other beats");
        panel(
                svg,
                "share of recommended pairs that were bought together again",
                new Panel.Place(76, TOP, 560, BOTTOM),
                row -> 1 - row.value(BundleFigure.NEVER));
        panel(
                svg,
                "different items recommended",
                new Panel.Place(672, TOP, 1156, BOTTOM),
                row -> row.value(BundleFigure.DISTINCT));
        return svg.end();
    }

    private void panel(
            Svg svg, String toTheRight, Panel.Place place, java.util.function.ToDoubleFunction<BundleRow> x) {
        List<Panel.Mark> marks = rows.stream()
                .map(row -> {
                    String name = row.judged().name();
                    String colour = name.equals(OurScore.NAME) ? OURS : OTHERS;
                    return new Panel.Mark(
                            name, name, name, colour, x.applyAsDouble(row), row.value(BundleFigure.EXTRA));
                })
                .toList();
        new Panel(svg, marks, toTheRight, EXTRA, place).draw();
    }
}
