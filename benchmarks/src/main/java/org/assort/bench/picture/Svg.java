/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.picture;

import java.util.Formatter;
import java.util.Locale;

/** An SVG picture in the making. */
public final class Svg {

    private static final String FONT = "font-family=\"Helvetica, Arial, sans-serif\"";

    private final Formatter xml = new Formatter(Locale.ROOT);

    /** An empty picture, in pixels. */
    public Svg(int width, int height) {
        xml.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" %s>\n",
                width, height, width, height, FONT);
        xml.format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
    }

    /**
     * A line.
     *
     * @param dash as in {@code stroke-dasharray}; empty for a whole line
     */
    public void line(double x1, double y1, double x2, double y2, String colour, double width, String dash) {
        xml.format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>\n",
                x1, y1, x2, y2, colour, width, dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + '"');
    }

    /** A point that says what it is where one looks at it. */
    public void dot(double x, double y, double radius, String colour, String title) {
        xml.format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"#ffffff\"><title>%s</title></circle>\n",
                x, y, radius, colour, escape(title));
    }

    /** A filled box that says what it is where one looks at it. */
    public void box(double x, double y, double width, double height, String colour, String title) {
        xml.format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s</title></rect>\n",
                x, y, width, height, colour, escape(title));
    }

    /**
     * Text on one line.
     *
     * @param anchor start, middle or end
     */
    public void text(double x, double y, int size, String colour, String anchor, String text) {
        xml.format(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n",
                x, y, size, colour, anchor, escape(text));
    }

    /** Text that reads upwards, centred on a point. */
    public void upwards(double x, double y, int size, String colour, String text) {
        xml.format(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" font-size=\"%d\" fill=\"%s\""
                        + " text-anchor=\"middle\">%s</text>\n",
                x, y, size, colour, escape(text));
    }

    /** The whole. */
    public String end() {
        return xml + "</svg>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
