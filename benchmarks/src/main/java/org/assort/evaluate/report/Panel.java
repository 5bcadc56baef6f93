/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assort.bench.picture.Axis;
import org.assort.bench.picture.Svg;
import org.assort.evaluate.run.Figure;

/** One plot of the picture: relevance upwards, a measure of variety to the right. */
final class Panel {

    private static final double CHARACTER = 5.4;
    private static final double LINE = 11;
    /** From a point to a label that has to stand away from it. */
    private static final double FAR = 60;

    private static final String INK = "#333333";
    private static final String GRID = "#e6e6e6";
    private static final String FRONT = "#9a9a9a";

    private final Svg svg;
    private final List<Mark> marks;
    private final Figure variety;
    private final Axis x;
    private final Axis y;
    private final List<Box> taken = new ArrayList<>();

    /** A row as it is drawn. */
    record Mark(Row row, String series, String label, String colour) {
        /** Whether it is no part of a line. */
        boolean isAlone() {
            return series.equals(row.outcome().name());
        }

        double value(Figure figure) {
            return row.values().get(figure).value();
        }
    }

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** Between the pixels given. */
    Panel(
            Svg svg,
            List<Mark> marks,
            Figure variety,
            String title,
            double left,
            double top,
            double right,
            double bottom) {
        this.svg = svg;
        this.marks = marks;
        this.variety = variety;
        this.x =
                Axis.over(title, marks.stream().map(mark -> mark.value(variety)).toList(), left, right);
        this.y = Axis.over(
                "relevance: nDCG@10",
                marks.stream().map(mark -> mark.value(Figure.NDCG)).toList(),
                bottom,
                top);
    }

    void draw() {
        axes();
        front();
        Mark before = null;
        for (Mark mark : marks) {
            if (before != null && before.series().equals(mark.series())) {
                svg.line(px(before), py(before), px(mark), py(mark), mark.colour(), 1.5, "");
            }
            before = mark;
        }
        marks.forEach(mark -> taken.add(around(mark)));
        marks.forEach(mark -> svg.dot(
                px(mark), py(mark), 4.5, mark.colour(), mark.row().outcome().name()));
        // Names first: a λ that finds no place can be told from its neighbours.
        marks.stream().filter(Mark::isAlone).forEach(this::label);
        marks.stream().filter(mark -> !mark.isAlone()).forEach(this::label);
    }

    private void axes() {
        for (double tick : x.ticks()) {
            svg.line(x.at(tick), y.from(), x.at(tick), y.to(), GRID, 1, "");
            svg.text(x.at(tick), y.from() + 16, 11, INK, "middle", x.text(tick));
        }
        for (double tick : y.ticks()) {
            svg.line(x.from(), y.at(tick), x.to(), y.at(tick), GRID, 1, "");
            svg.text(x.from() - 7, y.at(tick) + 4, 11, INK, "end", y.text(tick));
        }
        svg.line(x.from(), y.from(), x.to(), y.from(), INK, 1, "");
        svg.line(x.from(), y.from(), x.from(), y.to(), INK, 1, "");
        svg.text((x.from() + x.to()) / 2, y.from() + 38, 13, INK, "middle", x.title());
        svg.upwards(x.from() - 44, (y.from() + y.to()) / 2, 13, INK, y.title());
    }

    /** Joins those that no other beats in both. */
    private void front() {
        List<Mark> best = marks.stream()
                .filter(mark -> marks.stream().noneMatch(other -> beats(other, mark)))
                .sorted(Comparator.comparingDouble(this::px))
                .toList();
        for (int i = 1; i < best.size(); i++) {
            svg.line(px(best.get(i - 1)), py(best.get(i - 1)), px(best.get(i)), py(best.get(i)), FRONT, 1, "4 4");
        }
    }

    private boolean beats(Mark a, Mark b) {
        double relevance = a.value(Figure.NDCG) - b.value(Figure.NDCG);
        double more = a.value(variety) - b.value(variety);
        return relevance >= 0 && more >= 0 && relevance + more > 0;
    }

    /** Beside, above or below the point, where nothing is yet; not at all where no place is free. */
    private void label(Mark mark) {
        double width = mark.label().length() * CHARACTER;
        double[][] places = {
            {px(mark) + 7, py(mark) + 4},
            {px(mark) - 7 - width, py(mark) + 4},
            {px(mark) - width / 2, py(mark) - 8},
            {px(mark) - width / 2, py(mark) + 16},
            {px(mark) + 6, py(mark) - 7},
            {px(mark) + 6, py(mark) + 14},
            {px(mark) - 6 - width, py(mark) - 7},
            {px(mark) - 6 - width, py(mark) + 14},
            {px(mark) - width / 2, py(mark) + FAR},
            {px(mark) - width / 2, py(mark) + 1.5 * FAR}
        };
        for (double[] place : places) {
            Box box = new Box(place[0], place[1] - LINE + 2, place[0] + width, place[1] + 2);
            boolean inside = box.left() > x.from() && box.right() < x.to() + 20;
            if (inside && taken.stream().noneMatch(box::meets)) {
                taken.add(box);
                if (box.top() > py(mark) + FAR / 2) {
                    svg.line(px(mark), py(mark), px(mark), box.top(), FRONT, 1, "");
                }
                svg.text(place[0], place[1], 10, mark.colour(), "start", mark.label());
                return;
            }
        }
    }

    private Box around(Mark mark) {
        return new Box(px(mark) - 4, py(mark) - 4, px(mark) + 4, py(mark) + 4);
    }

    private double px(Mark mark) {
        return x.at(mark.value(variety));
    }

    private double py(Mark mark) {
        return y.at(mark.value(Figure.NDCG));
    }
}
