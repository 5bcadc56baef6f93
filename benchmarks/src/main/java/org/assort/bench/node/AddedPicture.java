/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.bench.picture.Axis;
import org.assort.bench.picture.Svg;

/** What each way adds to a search, as bars, an index beside the other. */
final class AddedPicture {

    private static final String INK = "#333333";
    private static final String GRID = "#e6e6e6";
    private static final String OURS = "#0072b2";
    private static final String PEERS = "#d55e00";

    private static final int WIDTH = 1180;
    private static final int TOP = 90;
    private static final int ROW = 24;
    private static final int BAR = 15;
    private static final int NAMES = 190;
    private static final int LEFT = 24;
    private static final int PANEL = 566;
    /** Behind the longest bar, for its figure. */
    private static final int FIGURE = 70;

    private final String title;
    private final Map<String, Map<Search, Double>> added;

    /**
     * Creates a picture.
     *
     * @param added by index and way, in milliseconds; each index has the same ways
     */
    AddedPicture(String title, Map<String, Map<Search, Double>> added) {
        this.title = title;
        this.added = added;
    }

    /** The picture's text. */
    String svg() {
        List<Search> ways = new ArrayList<>(added.values().iterator().next().keySet());
        double most = added.values().stream()
                .flatMap(index -> index.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
        int bottom = TOP + ways.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + 60);
        svg.text(LEFT, 30, 16, INK, "start", title);
        int left = LEFT;
        for (Map.Entry<String, Map<Search, Double>> index : added.entrySet()) {
            Axis axis = Axis.upTo("milliseconds", most, left + NAMES, left + PANEL - FIGURE);
            panel(svg, index.getKey().replace('_', ' '), index.getValue(), axis, bottom);
            left += PANEL;
        }
        return svg.end();
    }

    private static void panel(Svg svg, String name, Map<Search, Double> added, Axis axis, int bottom) {
        svg.text(axis.from(), TOP - 16, 13, INK, "start", name);
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 4, axis.at(tick), bottom, GRID, 1, "");
            svg.text(axis.at(tick), bottom + 16, 11, INK, "middle", axis.text(tick));
        }
        svg.text((axis.from() + axis.to()) / 2, bottom + 38, 13, INK, "middle", axis.title());
        int y = TOP;
        for (Map.Entry<Search, Double> way : added.entrySet()) {
            double end = Math.max(axis.at(way.getValue()), axis.from() + 1);
            boolean ours = way.getKey().kind() != Kind.MMR && way.getKey().kind() != Kind.RESCORE;
            String label = way.getKey().name();
            svg.text(axis.from() - 8, y + BAR - 3, 12, INK, "end", label);
            svg.box(axis.from(), y, end - axis.from(), BAR, ours ? OURS : PEERS, label);
            svg.text(end + 6, y + BAR - 3, 11, INK, "start", String.format(Locale.ROOT, "%.2f", way.getValue()));
            y += ROW;
        }
    }
}
