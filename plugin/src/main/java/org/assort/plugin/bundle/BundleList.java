/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.List;
import org.assort.bundles.merge.MinedBundles;
import org.assort.bundles.rank.LiftPrior;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What a {@code bundle} aggregation answers.
 *
 * @param total orders that match
 * @param read readings of orders, an order with two anchors twice
 * @param sampled whether some orders with an anchor were left out
 * @param missed the greatest count of a pair that could be missing, 0 where none of {@code min_doc_count} can be
 * @param prior what the lower bounds of lift were computed with
 * @param reason why there are no bundles, or null
 */
record BundleList(
        long total,
        long read,
        boolean sampled,
        long missed,
        LiftPrior prior,
        List<BundleBucket> buckets,
        @Nullable String reason)
        implements Writeable, ToXContentFragment {

    /** Nothing asked yet. */
    static final BundleList NONE = because(null);

    BundleList {
        buckets = List.copyOf(buckets);
    }

    /** No bundles, for a reason. */
    static BundleList because(@Nullable String reason) {
        return new BundleList(0, 0, false, 0, LiftPrior.DEFAULT, List.of(), reason);
    }

    static BundleList of(MinedBundles mined, LiftPrior prior, List<BundleBucket> buckets) {
        return new BundleList(mined.orders(), mined.read(), mined.sampled(), mined.missed(), prior, buckets, null);
    }

    /** The same with a reason. */
    BundleList with(String given) {
        return new BundleList(total, read, sampled, missed, prior, buckets, given);
    }

    BundleList(StreamInput in) throws IOException {
        this(
                in.readVLong(),
                in.readVLong(),
                in.readBoolean(),
                in.readVLong(),
                new LiftPrior(in.readDouble(), in.readDouble(), in.readVInt()),
                in.readList(BundleBucket::new),
                in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeVLong(total);
        out.writeVLong(read);
        out.writeBoolean(sampled);
        out.writeVLong(missed);
        out.writeDouble(prior.shape());
        out.writeDouble(prior.rate());
        out.writeVInt(prior.pairs());
        out.writeList(buckets);
        out.writeOptionalString(reason);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject("baskets").field("total", total).field("read", read).endObject();
        builder.field("sampled", sampled).field("complete", missed == 0);
        if (missed > 0) {
            builder.field("largest_missed_doc_count", missed);
        }
        builder.startObject("prior")
                .field("shape", prior.shape())
                .field("rate", prior.rate())
                .field("pairs", prior.pairs())
                .endObject();
        if (reason != null) {
            builder.field("reason", reason);
        }
        builder.startArray("buckets");
        for (BundleBucket bucket : buckets) {
            bucket.toXContent(builder, params);
        }
        return builder.endArray();
    }
}
