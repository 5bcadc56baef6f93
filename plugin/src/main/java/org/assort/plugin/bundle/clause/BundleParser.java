/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.clause;

import java.io.IOException;
import java.util.List;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.rank.RankingSettings;
import org.assort.plugin.json.JsonField;
import org.assort.plugin.json.JsonFields;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentLocation;
import org.opensearch.core.xcontent.XContentParser;

/** Reads the object of a {@code bundle} aggregation. One instance an aggregation. */
public final class BundleParser {

    /** The most characters of a name. */
    static final int MAX_NAME = 1000;

    /** How many partners a shard tells for each that is combined. */
    private static final int ROW = 4;

    private static final List<String> FIELDS = List.of(
            "anchors",
            "orders",
            "items",
            "set_size",
            "size",
            "min_doc_count",
            "score",
            "category",
            "price",
            "cold_start",
            "max_baskets",
            "max_basket_size",
            "partners");

    private AnchorsClause anchors = AnchorsClause.DEFAULT;
    private OrdersClause orders;
    private ItemsClause items;
    private int minSize = MinerSettings.DEFAULT.minSize();
    private int maxSize = MinerSettings.DEFAULT.maxSize();
    private int size = RankingSettings.DEFAULT.size();
    private long minDocCount = MinerSettings.DEFAULT.minDocCount();
    private double association = RankingSettings.DEFAULT.association();
    private double relevance = RankingSettings.DEFAULT.relevance();
    private double coverage = RankingSettings.DEFAULT.coverage();
    private String category;
    private double sameLeafPenalty = RankingSettings.DEFAULT.sameLeafPenalty();
    private String price;
    private String coldStart;
    private double maxTotal = RankingSettings.DEFAULT.maxTotal();
    private long maxBaskets = MinerSettings.DEFAULT.maxBaskets();
    private int maxBasketSize = MinerSettings.DEFAULT.maxBasketSize();
    private int partners = MinerSettings.DEFAULT.partners();

    private BundleParser() {}

    /**
     * Reads an aggregation.
     *
     * @throws ParsingException (400) naming the field, what is allowed and what came
     */
    public static BundleClause parse(XContentParser parser) throws IOException {
        XContentLocation start = parser.getTokenLocation();
        BundleParser clause = new BundleParser();
        JsonFields.forEach(parser, BundleClause.NAME, FIELDS, clause::read);
        try {
            return clause.build();
        } catch (IllegalArgumentException e) {
            throw new ParsingException(start, "{}", e, e.getMessage());
        }
    }

    private void read(JsonField json) throws IOException {
        switch (json.name()) {
            case "anchors" -> anchors = AnchorsClause.parse(json);
            case "orders" -> orders = OrdersClause.parse(json);
            case "items" -> items = ItemsClause.parse(json);
            case "size" -> size = json.integer();
            case "min_doc_count" -> minDocCount = json.integer();
            case "max_baskets" -> maxBaskets = json.integer();
            case "max_basket_size" -> maxBasketSize = json.integer();
            case "partners" -> partners = json.integer();
            default -> {
                json.object(within(json.name()), part -> readWithin(json.name(), part));
                checkNamed(json.name());
            }
        }
    }

    /** An object without its field would be there for nothing. */
    private void checkNamed(String object) {
        boolean named =
                switch (object) {
                    case "category" -> category != null;
                    case "price" -> price != null;
                    case "cold_start" -> coldStart != null;
                    default -> true;
                };
        if (named == false) {
            throw new IllegalArgumentException(
                    "[" + object + "] must name its [" + within(object).getFirst() + "], got none");
        }
    }

    private static List<String> within(String object) {
        return switch (object) {
            case "set_size" -> List.of("min", "max");
            case "score" -> List.of("association", "relevance", "coverage");
            case "category" -> List.of("field", "same_leaf_penalty");
            case "price" -> List.of("field", "max_total");
            case "cold_start" -> List.of("vector_field");
            default -> throw new AssertionError(object);
        };
    }

    private void readWithin(String object, JsonField json) throws IOException {
        switch (object + "." + json.name()) {
            case "set_size.min" -> minSize = json.integer();
            case "set_size.max" -> maxSize = json.integer();
            case "score.association" -> association = json.number();
            case "score.relevance" -> relevance = json.number();
            case "score.coverage" -> coverage = json.number();
            case "category.field" -> category = json.field(MAX_NAME);
            case "category.same_leaf_penalty" -> sameLeafPenalty = json.number();
            case "price.field" -> price = json.field(MAX_NAME);
            case "price.max_total" -> maxTotal = json.number();
            case "cold_start.vector_field" -> coldStart = json.field(MAX_NAME);
            default -> throw new AssertionError(object + "." + json.name());
        }
    }

    private BundleClause build() {
        MinerSettings mining = new MinerSettings(
                minSize, maxSize, minDocCount, partners, Math.max(1, ROW * partners), maxBaskets, maxBasketSize);
        RankingSettings ranking =
                new RankingSettings(size, association, relevance, coverage, sameLeafPenalty, maxTotal);
        return new BundleClause(anchors, orders, items, mining, ranking, category, price, coldStart);
    }
}
