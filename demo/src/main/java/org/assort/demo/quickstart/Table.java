/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/** A plain-text table whose columns line up, in terminals that give Chinese characters two cells too. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param widest what is longer is cut, and ends in an ellipsis
     */
    public record Column(String name, int widest, boolean toTheRight) {}

    /** A table without rows. */
    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row. @throws IllegalArgumentException unless it has a cell for each column */
    public void add(List<String> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "[row] must have " + columns.size() + " cells, got [" + row.size() + "]");
        }
        rows.add(List.copyOf(row));
    }

    /** Lines of equal make-up, without spaces at their ends. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::name).toList());
        all.addAll(rows);
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            for (List<String> row : all) {
                widths[column] = Math.max(
                        widths[column],
                        width(cut(row.get(column), columns.get(column).widest())));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            lines.add(line(row, widths));
        }
        int whole = (columns.size() - 1) * GAP.length();
        for (int width : widths) {
            whole += width;
        }
        lines.add(1, "-".repeat(whole));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cut(row.get(i), columns.get(i).widest());
            String space = " ".repeat(widths[i] - width(text));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).toTheRight() ? space + text : text + space);
        }
        return line.toString().stripTrailing();
    }

    /**
     * Takes out the middle, to {@code widest} cells: names of variants differ at their ends.
     *
     * @param end how many characters of the end to keep
     */
    static String squeeze(String text, int widest, int end) {
        String flat = flat(text);
        if (width(flat) <= widest || flat.length() <= end) {
            return cut(flat, widest);
        }
        String tail =
                flat.substring(flat.offsetByCodePoints(flat.length(), -end)).stripLeading();
        return cut(flat, widest - width(tail)) + tail;
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Cuts to {@code widest} cells. */
    static String cut(String text, int widest) {
        String flat = flat(text);
        if (width(flat) <= widest) {
            return flat;
        }
        StringBuilder kept = new StringBuilder();
        int width = 0;
        for (int at = 0; at < flat.length(); at += Character.charCount(flat.codePointAt(at))) {
            int character = flat.codePointAt(at);
            width += width(character);
            if (width > widest - 1) {
                break;
            }
            kept.appendCodePoint(character);
        }
        return kept.toString().stripTrailing() + "…";
    }

    /** The number of cells that a terminal gives to {@code text}. */
    static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int character) {
        boolean fullWidthForm = character >= 0xFF01 && character <= 0xFF60;
        boolean cjkPunctuation = character >= 0x3000 && character <= 0x303F;
        if (fullWidthForm || cjkPunctuation) {
            return 2;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT || type == Character.CONTROL) {
            return 0;
        }
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> 1;
        };
    }
}
