/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one template did with every query.
 *
 * @param name of the template
 * @param pages the first ten products of each query
 * @param figures one value for each query, in the same order
 */
public record Outcome(String name, List<List<String>> pages, Map<Figure, double[]> figures) {

    public Outcome {
        pages = List.copyOf(pages);
        figures = new EnumMap<>(figures);
    }

    /** The values of a figure, one a query; not to be changed. */
    public double[] of(Figure figure) {
        return figures.get(figure);
    }

    /** The mean of a figure over some queries. */
    public double mean(Figure figure, int[] queries) {
        return sum(figure, queries) / queries.length;
    }

    /** The sum of a figure over some queries. */
    public double sum(Figure figure, int[] queries) {
        double[] values = figures.get(figure);
        return Arrays.stream(queries).mapToDouble(query -> values[query]).sum();
    }

    /** For each query what the outcome chosen for it did: as if one template had. */
    public static Outcome patchwork(String name, List<Outcome> byQuery) {
        Map<Figure, double[]> figures = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            double[] values = new double[byQuery.size()];
            Arrays.setAll(values, query -> byQuery.get(query).of(figure)[query]);
            figures.put(figure, values);
        }
        List<List<String>> pages = new ArrayList<>();
        for (int query = 0; query < byQuery.size(); query++) {
            pages.add(byQuery.get(query).pages().get(query));
        }
        return new Outcome(name, pages, figures);
    }
}
