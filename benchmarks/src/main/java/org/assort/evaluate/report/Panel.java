/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assort.bench.picture.Axis;
import org.assort.bench.picture.Svg;

/** One plot of a picture: points with names, where more is better in both directions. */
public final class Panel {

    private static final double CHARACTER = 5.4;
    private static final double LINE = 11;
    /** From a point to a label that has to stand away from it. */
    private static final double FAR = 60;

    private static final String INK = "#333333";
    private static final String GRID = "#e6e6e6";
    private static final String FRONT = "#9a9a9a";

    private final Svg svg;
    private final List<Mark> marks;
    private final Axis x;
    private final Axis y;
    private final List<Box> taken = new ArrayList<>();

    /**
     * A point.
     *
     * @param series those that follow each other in one are joined by a line
     * @param label what stands beside the point
     */
    public record Mark(String name, String series, String label, String colour, double x, double y) {
        /** Whether it is no part of a line. */
        boolean isAlone() {
            return series.equals(name);
        }
    }

    /** Where a panel lies in its picture, in pixels, labels of the axes outside of it. */
    public record Place(double left, double top, double right, double bottom) {}

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /**
     * Draws nothing yet.
     *
     * @param toTheRight what x is
     * @param upwards what y is
     */
    public Panel(Svg svg, List<Mark> marks, String toTheRight, String upwards, Place place) {
        this.svg = svg;
        this.marks = List.copyOf(marks);
        this.x = Axis.over(toTheRight, marks.stream().map(Mark::x).toList(), place.left(), place.right());
        this.y = Axis.over(upwards, marks.stream().map(Mark::y).toList(), place.bottom(), place.top());
    }

    /** Axes, points, lines, and the names that find room. */
    public void draw() {
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
        marks.forEach(mark -> svg.dot(px(mark), py(mark), 4.5, mark.colour(), mark.name()));
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
        double further = a.x() - b.x();
        double higher = a.y() - b.y();
        return further >= 0 && higher >= 0 && further + higher > 0;
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
        return x.at(mark.x());
    }

    private double py(Mark mark) {
        return y.at(mark.y());
    }
}
