/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assort.demo.quickstart.ShopSearch.Answer;
import org.assort.demo.quickstart.ShopSearch.Hit;
import org.assort.demo.quickstart.Table.Column;
import org.assort.demo.shop.Fields;

/** One query before and after, as two tables with their figures. */
final class Comparison {

    private static final int WARM_UPS = 5;
    private static final int TITLE = 60;
    private static final int TITLE_END = 16;

    private final ShopSearch search;
    private final ProductVectors vectors;
    private final String shop;
    private final int window;

    Comparison(ShopSearch search, ProductVectors vectors, String shop, int window) {
        this.search = search;
        this.vectors = vectors;
        this.shop = shop;
        this.window = window;
    }

    /** The lines to print for {@code query}. */
    List<String> of(String query) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("=== " + shop + ": \"" + query + "\" ===");
        Answer before = search.before(query, window);
        if (before.hits().isEmpty()) {
            lines.add("nothing matches");
            return lines;
        }
        Answer first = search.after(query);
        Answer after = warm(query, first);
        List<Hit> pageBefore = page(before);
        List<Hit> pageAfter = page(after);
        Set<Hit> both = new LinkedHashSet<>(pageBefore);
        both.addAll(pageAfter);
        Map<String, float[]> byId = vectors.of(List.copyOf(both));

        lines.add("");
        lines.add("before: the query alone | " + figures(pageBefore, byId));
        lines.addAll(table(pageBefore, Map.of()));
        lines.add("");
        lines.add("after: diversify over the best "
                + Math.min(window, before.hits().size()) + " | " + figures(pageAfter, byId));
        lines.addAll(table(pageAfter, ranks(before)));
        if (!after.bundles().isEmpty()) {
            lines.add("");
            lines.addAll(after.bundles());
        }
        lines.add("");
        lines.add("took " + after.tookMillis() + " ms after a warm-up of " + first.tookMillis()
                + " ms, in which the node embedded " + vectors.embeddedAtFirst());
        after.warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    /** Searches again until the node has cached all vectors, which a small limit on embeddings may draw out. */
    private Answer warm(String query, Answer first) throws IOException {
        Answer answer = first;
        for (int i = 0; i < WARM_UPS && (i == 0 || !answer.warnings().isEmpty()); i++) {
            answer = search.after(query);
        }
        return answer;
    }

    private static List<Hit> page(Answer answer) {
        return answer.hits().subList(0, Math.min(ShopSearch.PAGE, answer.hits().size()));
    }

    private static Map<String, Integer> ranks(Answer answer) {
        Map<String, Integer> ranks = new HashMap<>();
        for (Hit hit : answer.hits()) {
            ranks.put(hit.id(), ranks.size() + 1);
        }
        return ranks;
    }

    /** Intra-list distance, and the distinct brands and categories of a page. */
    static String figures(List<Hit> page, Map<String, float[]> vectors) {
        float[][] rows = page.stream().map(hit -> vectors.get(hit.id())).toArray(float[][]::new);
        return String.format(
                Locale.ROOT,
                "intra-list distance %.3f | distinct brands %d | distinct categories %d",
                ListDistance.of(rows),
                distinct(page, Hit::brand),
                distinct(page, Hit::category));
    }

    private static long distinct(List<Hit> page, Function<Hit, String> value) {
        return page.stream()
                .map(value)
                .filter(text -> !text.equals(Fields.NONE))
                .distinct()
                .count();
    }

    /** A page as a table; with {@code earlier} ranks, a column tells where each product stood before. */
    static List<String> table(List<Hit> page, Map<String, Integer> earlier) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("rank", 4, true),
                new Column("title", TITLE, false),
                new Column("brand", 18, false),
                new Column("category", 20, false),
                new Column("price", 9, true),
                new Column("score", 9, true)));
        if (!earlier.isEmpty()) {
            columns.add(1, new Column("was", 4, true));
        }
        Table table = new Table(columns);
        int rank = 0;
        for (Hit hit : page) {
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(++rank),
                    Table.squeeze(hit.title(), TITLE, TITLE_END),
                    hit.brand(),
                    hit.category(),
                    hit.price(),
                    String.format(Locale.ROOT, "%.4f", hit.score())));
            if (!earlier.isEmpty()) {
                Integer was = earlier.get(hit.id());
                row.add(1, was == null ? Fields.NONE : was.toString());
            }
            table.add(row);
        }
        return table.lines();
    }
}
