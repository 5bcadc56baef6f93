/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assort.evaluate.data.RatedShop;
import org.assort.evaluate.measure.Judgments;
import org.assort.evaluate.measure.PageDistances;
import org.assort.evaluate.template.Template;

/** Runs templates over all queries of a shop. One ranking for each template and query. */
public final class Evaluator {

    private final TemplateSearch search;
    private final RatedShop shop;
    private final Map<String, float[]> products;
    private final float[][] queries;

    /**
     * Ready to run.
     *
     * @param products vectors by id
     * @param queries vectors in the shop's order
     */
    public Evaluator(TemplateSearch search, RatedShop shop, Map<String, float[]> products, float[][] queries) {
        this.search = search;
        this.shop = shop;
        this.products = Map.copyOf(products);
        this.queries = queries.clone();
    }

    /**
     * All queries with one template.
     *
     * @throws TemplateRefused at the first query that the node does not answer as a whole
     */
    public Outcome run(Template template) throws IOException {
        List<List<String>> pages = new ArrayList<>();
        Map<Figure, double[]> figures = new EnumMap<>(Figure.class);
        Figure.all().forEach(figure -> figures.put(figure, new double[queries.length]));
        for (int query = 0; query < queries.length; query++) {
            List<String> ranking = search.ranking(template, shop.queries().get(query), queries[query]);
            List<String> page = ranking.subList(0, Math.min(Figure.DEPTH, ranking.size()));
            Judgments judgments = shop.judgments().get(query);
            PageDistances distances =
                    PageDistances.of(page.stream().map(products::get).toArray(float[][]::new));
            for (Figure figure : Figure.values()) {
                figures.get(figure)[query] = figure.of(ranking, judgments, distances);
            }
            pages.add(List.copyOf(page));
        }
        return new Outcome(template.name(), pages, figures);
    }
}
