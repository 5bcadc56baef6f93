/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchExtBuilder;

/** The part of a response, {@code ext.assort}, that tells what was done. Kept as the JSON that the user sees. */
public final class DiversifyReport extends SearchExtBuilder {

    /** Name of the response's extension. */
    public static final String NAME = "assort";

    private static final double NANOS_PER_MILLI = 1e6;

    private final BytesReference json;

    private DiversifyReport(BytesReference json) {
        this.json = json;
    }

    /** Reads what {@link #writeTo} wrote. */
    public DiversifyReport(StreamInput in) throws IOException {
        this(in.readBytesReference());
    }

    /**
     * Refuses the extension in a request, where it has no meaning.
     *
     * @throws IllegalArgumentException (400) always
     */
    @SuppressWarnings("DoNotCallSuggester") // core calls it for what a user sends
    public static DiversifyReport refuse(XContentParser parser) {
        throw new IllegalArgumentException(
                "[ext.assort] is what a response holds; a request asks for it with [report] of "
                        + "[diversify], got it in line ["
                        + parser.getTokenLocation().lineNumber + "]");
    }

    static DiversifyReport of(DiversifyClause clause, Resolution resolution, Trace trace, long profileNanos) {
        try (XContentBuilder builder = MediaTypeRegistry.JSON.contentBuilder()) {
            builder.startObject().startObject(DiversifyClause.NAME);
            builder.field("applied", clause.apply());
            builder.field("candidates", trace.candidates());
            builder.field("method", clause.method().id());
            trace.outcome().toXContent(builder, clause, trace.candidates());
            semantic(builder, resolution, trace);
            profile(builder, resolution);
            if (trace.list() != null) {
                trace.list().toXContent(builder, null);
            }
            builder.startObject("vectors");
            for (Origin origin : Origin.values()) {
                builder.field(origin.id(), trace.count(origin));
            }
            builder.endObject();
            builder.startObject("took_millis");
            if (resolution.profile() != null) {
                builder.field("profile", profileNanos / NANOS_PER_MILLI);
            }
            builder.field("read", trace.nanos()[0] / NANOS_PER_MILLI)
                    .field("embed", trace.nanos()[1] / NANOS_PER_MILLI)
                    .field("choose", trace.nanos()[2] / NANOS_PER_MILLI)
                    .endObject();
            builder.endObject().endObject();
            return new DiversifyReport(BytesReference.bytes(builder));
        } catch (IOException e) {
            throw new IllegalStateException("a report could not be written to memory", e);
        }
    }

    private static void semantic(XContentBuilder builder, Resolution resolution, Trace trace) throws IOException {
        builder.startObject("semantic").field("on", trace.semantic());
        if (trace.semantic()) {
            builder.field("query_from", resolution.source().id());
        } else if (trace.otherDimension()) {
            builder.field("reason", QuerySource.OTHER_DIMENSION.id());
        } else if (resolution.source().given()) {
            builder.field("reason", "no candidate has a vector");
        } else {
            builder.field("reason", resolution.source().id());
        }
        if (resolution.model() != null) {
            builder.field("model", resolution.model());
        }
        builder.endObject();
    }

    private static void profile(XContentBuilder builder, Resolution resolution) throws IOException {
        ShopperProfile profile = resolution.profile();
        if (profile == null) {
            return;
        }
        builder.startObject("profile")
                .field("products", profile.products())
                .field("unknown", profile.unknown())
                .field("interests", profile.interests().length);
        if (profile.reason() != null) {
            builder.field("reason", profile.reason());
        }
        builder.endObject();
    }

    @Override
    public String getWriteableName() {
        return NAME;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeBytesReference(json);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
        return builder.rawField(NAME, json.streamInput(), MediaTypeRegistry.JSON);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DiversifyReport other && json.equals(other.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(NAME, Arrays.hashCode(BytesReference.toBytes(json)));
    }
}
