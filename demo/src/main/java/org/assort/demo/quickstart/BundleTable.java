/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assort.demo.quickstart.Table.Column;
import org.assort.demo.shop.Fields;
import org.assort.demo.shop.Role;

/**
 * What goes with the products of a page: the {@code bundle} aggregation of a search, and its answer as a table.
 *
 * @param orders the index of orders, whose field {@code families} has those of the products in them
 */
record BundleTable(Fields fields, String orders) {

    private static final String NAME = "bundles";
    private static final int BUNDLES = 5;
    private static final int TITLE = 46;
    private static final int TITLE_END = 14;

    /** Asks for the bundles of a search's first page. */
    void addTo(ObjectNode search) {
        ObjectNode bundle = search.putObject("aggs").putObject(NAME).putObject("bundle");
        bundle.putObject("anchors").put("field", "family").put("size", ShopSearch.PAGE);
        bundle.putObject("orders").put("index", orders).put("field", "families");
        ObjectNode items = bundle.putObject("items");
        items.putObject("filter").putObject("range").putObject("stock").put("gt", 0);
        fields.of(Role.TITLE).forEach(items.putArray("_source")::add);
        fields.of(Role.CATEGORY).forEach(field -> bundle.putObject("category").put("field", field));
        fields.of(Role.PRICE).forEach(field -> bundle.putObject("price").put("field", field));
        bundle.put("size", BUNDLES);
    }

    /** The lines to print for an answer; none where it has no bundles. */
    List<String> lines(JsonNode answer) {
        JsonNode bundles = answer.path("aggregations").path(NAME);
        if (bundles.path("buckets").isEmpty()) {
            return List.of("bought together: " + bundles.path("reason").asText("nothing"));
        }
        Table table = new Table(List.of(
                new Column("items", 4 * TITLE, false),
                new Column("orders", 9, true),
                new Column("of its", 9, true),
                new Column("lift at least", 13, true),
                new Column("price", 9, true)));
        for (JsonNode bucket : bundles.path("buckets")) {
            List<String> titles = new ArrayList<>();
            for (JsonNode item : bucket.path("items")) {
                titles.add(Table.squeeze(fields.value(item.path("_source"), Role.TITLE), TITLE, TITLE_END));
            }
            table.add(List.of(
                    String.join(" + ", titles),
                    bucket.path("doc_count").asText(),
                    String.format(
                            Locale.ROOT,
                            "%.0f%%",
                            100 * bucket.path("confidence").asDouble()),
                    String.format(
                            Locale.ROOT, "%.1f", bucket.path("lift_lower_bound").asDouble()),
                    String.format(Locale.ROOT, "%.2f", bucket.path("price").asDouble())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "bought together: in the same response, from %,d orders, each with a product of the page first",
                bundles.at("/baskets/total").asLong()));
        lines.addAll(table.lines());
        return lines;
    }
}
