/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.assort.bundles.merge.Estimate;
import org.assort.bundles.rank.Bundle;
import org.opensearch.common.Nullable;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * A bundle in an answer.
 *
 * @param items the anchor first
 * @param count orders that hold all of them, and what is not certain of it
 * @param price of all items, or null where one has none
 * @param source whose orders were counted
 * @param similarTo where they are those of another product than the anchor, that product, else null
 */
record BundleBucket(
        List<Item> items,
        Estimate count,
        double support,
        double confidence,
        double lift,
        double liftBound,
        @Nullable Double price,
        double score,
        Bundle.Source source,
        @Nullable String similarTo)
        implements Writeable, ToXContentObject {

    /**
     * An item of a bundle.
     *
     * @param source what is shown of its document, or null
     */
    record Item(String id, @Nullable BytesReference source) {}

    BundleBucket {
        items = List.copyOf(items);
    }

    static BundleBucket of(Bundle bundle, FoundItems found) {
        return new BundleBucket(
                bundle.items().stream()
                        .map(id -> new Item(id, found.source(id)))
                        .toList(),
                bundle.count(),
                bundle.support(),
                bundle.confidence(),
                bundle.lift(),
                bundle.liftBound(),
                bundle.price().isPresent() ? bundle.price().getAsDouble() : null,
                bundle.score(),
                bundle.source(),
                bundle.source() == Bundle.Source.SIMILAR ? bundle.counted() : null);
    }

    BundleBucket(StreamInput in) throws IOException {
        this(
                in.readList(item -> new Item(item.readString(), item.readOptionalBytesReference())),
                new Estimate(in.readVLong(), in.readVLong(), in.readVLong(), in.readVLong(), in.readVLong()),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readOptionalDouble(),
                in.readDouble(),
                in.readEnum(Bundle.Source.class),
                in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeCollection(items, (stream, item) -> {
            stream.writeString(item.id());
            stream.writeOptionalBytesReference(item.source());
        });
        out.writeVLong(count.count());
        out.writeVLong(count.least());
        out.writeVLong(count.most());
        out.writeVLong(count.low());
        out.writeVLong(count.high());
        out.writeDouble(support);
        out.writeDouble(confidence);
        out.writeDouble(lift);
        out.writeDouble(liftBound);
        out.writeOptionalDouble(price);
        out.writeDouble(score);
        out.writeEnum(source);
        out.writeOptionalString(similarTo);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject().startArray("items");
        for (Item item : items) {
            builder.startObject().field("id", item.id());
            if (item.source() != null) {
                XContentHelper.writeRawField("_source", item.source(), builder, params);
            }
            builder.endObject();
        }
        builder.endArray();
        builder.field("anchor", items.getFirst().id());
        builder.field("doc_count", count.count());
        builder.field("doc_count_error_bound", count.errorBound());
        builder.startObject("doc_count_interval")
                .field("from", count.low())
                .field("to", count.high())
                .endObject();
        builder.field("support", support);
        builder.field("confidence", confidence);
        builder.field("lift", lift);
        builder.field("lift_lower_bound", liftBound);
        if (price != null) {
            builder.field("price", price);
        }
        builder.field("score", score);
        builder.field("source", source.name().toLowerCase(Locale.ROOT));
        if (similarTo != null) {
            builder.field("similar_to", similarTo);
        }
        return builder.endObject();
    }
}
