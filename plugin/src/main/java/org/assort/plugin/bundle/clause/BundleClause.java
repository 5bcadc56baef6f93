/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.clause;

import java.io.IOException;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.rank.RankingSettings;
import org.assort.plugin.bundle.shard.MiningQuestion;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What a {@code bundle} aggregation asks for.
 *
 * @param items where the items' own fields are, or null where orders alone speak
 * @param mining how orders are counted
 * @param ranking how bundles are ordered
 * @param categoryField a keyword of the items, by which substitutes are known and variety is counted, or null
 * @param priceField a number of the items, or null
 * @param coldStart the vectors of the items, by which anchors without a history of orders borrow from others, or null
 */
public record BundleClause(
        AnchorsClause anchors,
        OrdersClause orders,
        @Nullable ItemsClause items,
        MinerSettings mining,
        RankingSettings ranking,
        @Nullable String categoryField,
        @Nullable String priceField,
        @Nullable String coldStart)
        implements Writeable, ToXContentFragment {

    /** Name of the aggregation. */
    public static final String NAME = "bundle";

    /** The most bundles. */
    public static final int MAX_SIZE = 100;

    /** The most items that are looked up: what an index gives at a time unless it is told otherwise. */
    public static final int MAX_ITEMS = 10_000;

    /** Checks what does not depend on an index. */
    public BundleClause {
        if (orders == null) {
            throw new IllegalArgumentException("[orders] must say where an order's items are, got none");
        }
        if (anchors.field() == null && orders.index() != null) {
            throw new IllegalArgumentException(
                    "[orders.index] needs an [anchors.field] of the searched products; without "
                            + "one the searched index is the orders', got [" + orders.index() + "]");
        }
        if (anchors.field() != null && orders.index() == null) {
            throw new IllegalArgumentException(
                    "[orders.index] must name the orders of the searched products, got none");
        }
        if (ranking.size() > MAX_SIZE) {
            throw new IllegalArgumentException("[size] must be in [1, " + MAX_SIZE + "], got [" + ranking.size() + "]");
        }
        if (ranking.maxTotal() < Double.POSITIVE_INFINITY && priceField == null) {
            throw new IllegalArgumentException("[price.max_total] needs a [price.field], got none");
        }
        items = items == null && (categoryField != null || priceField != null || coldStart != null)
                ? new ItemsClause(null, null, null, null)
                : items;
        if (items != null && anchors.field() == null && items.index() == null) {
            throw new IllegalArgumentException("[items.index] must name the products of the searched orders, got none");
        }
        long most = anchorCount(anchors) * (mining.partners() + 1L);
        if (items != null && most > MAX_ITEMS) {
            throw new IllegalArgumentException("[anchors.size] times [partners] must not ask for more than ["
                    + MAX_ITEMS + "] items, got [" + most + "]");
        }
        mining.checkAnswer(anchorCount(anchors));
    }

    private static int anchorCount(AnchorsClause anchors) {
        return anchors.include().isEmpty() ? anchors.size() : anchors.include().size();
    }

    /** Reads what {@link #writeTo} wrote. */
    public BundleClause(StreamInput in) throws IOException {
        this(
                new AnchorsClause(in),
                new OrdersClause(in),
                in.readOptionalWriteable(ItemsClause::new),
                MiningQuestion.readSettings(in),
                readRanking(in),
                in.readOptionalString(),
                in.readOptionalString(),
                in.readOptionalString());
    }

    private static RankingSettings readRanking(StreamInput in) throws IOException {
        return new RankingSettings(
                in.readVInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        anchors.writeTo(out);
        orders.writeTo(out);
        out.writeOptionalWriteable(items);
        MiningQuestion.writeSettings(mining, out);
        out.writeVInt(ranking.size());
        out.writeDouble(ranking.association());
        out.writeDouble(ranking.relevance());
        out.writeDouble(ranking.coverage());
        out.writeDouble(ranking.sameLeafPenalty());
        out.writeDouble(ranking.maxTotal());
        out.writeOptionalString(categoryField);
        out.writeOptionalString(priceField);
        out.writeOptionalString(coldStart);
    }

    /** Returns whether the searched index is that of orders. */
    public boolean minesDirectly() {
        return anchors.field() == null;
    }

    /** Returns the field of the items' index that orders call items by. */
    public String itemField() {
        if (items != null && items.field() != null) {
            return items.field();
        }
        return anchors.field() == null ? "_id" : anchors.field();
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.field("anchors", anchors).field("orders", orders);
        if (items != null) {
            builder.field("items", items);
        }
        builder.startObject("set_size")
                .field("min", mining.minSize())
                .field("max", mining.maxSize())
                .endObject();
        builder.field("size", ranking.size());
        builder.field("min_doc_count", mining.minDocCount());
        builder.startObject("score")
                .field("association", ranking.association())
                .field("relevance", ranking.relevance())
                .field("coverage", ranking.coverage())
                .endObject();
        if (categoryField != null) {
            builder.startObject("category")
                    .field("field", categoryField)
                    .field("same_leaf_penalty", ranking.sameLeafPenalty())
                    .endObject();
        }
        if (priceField != null) {
            builder.startObject("price").field("field", priceField);
            if (ranking.maxTotal() < Double.POSITIVE_INFINITY) {
                builder.field("max_total", ranking.maxTotal());
            }
            builder.endObject();
        }
        if (coldStart != null) {
            builder.startObject("cold_start").field("vector_field", coldStart).endObject();
        }
        builder.field("max_baskets", mining.maxBaskets());
        builder.field("max_basket_size", mining.maxBasketSize());
        return builder.field("partners", mining.partners());
    }
}
