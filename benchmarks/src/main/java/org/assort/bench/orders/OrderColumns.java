/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which cell of a line is what.
 *
 * @param width cells that a line must have
 * @param quantity −1 where there is none, as price
 */
record OrderColumns(int width, int order, int item, int date, int quantity, int price) {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
    private static final String HEADER = "must name the columns order, item and date, and may name quantity and price,"
            + " or be that of UCI Online Retail";

    /** By the line of names. */
    static OrderColumns of(String header, Path file) throws IOException {
        List<String> names = CsvLine.cells(header.strip());
        OrderColumns columns = new OrderColumns(
                names.size(),
                first(names, "order", "InvoiceNo"),
                first(names, "item", "StockCode"),
                first(names, "date", "InvoiceDate"),
                first(names, "quantity", "Quantity"),
                first(names, "price", "UnitPrice"));
        if (columns.order < 0 || columns.item < 0 || columns.date < 0) {
            throw new IOException("line 1 of " + file + " " + HEADER);
        }
        return columns;
    }

    private static int first(List<String> names, String own, String retail) {
        return Math.max(names.indexOf(own), names.indexOf(retail));
    }

    /** Adds a line to its order. */
    void add(String line, Map<String, Order> orders, String where) throws IOException {
        List<String> cells = CsvLine.cells(line);
        if (cells.size() != width) {
            throw new IOException(where + " must have " + width + " cells, got " + cells.size());
        }
        if (!DATE.matcher(cells.get(date)).matches()) {
            throw new IOException(where + " must have a date as 2026-01-31, got [" + cells.get(date) + "]");
        }
        if (isAboveZero(cells, quantity, where) && isAboveZero(cells, price, where)) {
            orders.computeIfAbsent(cells.get(order), id -> new Order(id, cells.get(date), new LinkedHashSet<>()))
                    .items()
                    .add(cells.get(item));
        }
    }

    private static boolean isAboveZero(List<String> cells, int column, String where) throws IOException {
        if (column < 0) {
            return true;
        }
        try {
            return Double.parseDouble(cells.get(column)) > 0;
        } catch (NumberFormatException notANumber) {
            throw new IOException(where + " must have a number, got [" + cells.get(column) + "]", notANumber);
        }
    }
}
