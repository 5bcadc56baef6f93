/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What the coordinating node found out once for all shards.
 *
 * @param model name of the model that embeds, or null where there is none to use
 * @param queryCodes {@code byte[d]}, codes of the query's vector, or null where the semantic signal is off; not to be changed
 * @param cosineFloor of the model that the query was embedded with, 0 where there is none
 * @param source where the query's vector came from, or why there is none
 * @param profile what the shopper likes, or null where the clause has no profile
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the components
public record Resolution(
        @Nullable String model,
        @Nullable byte[] queryCodes,
        double cosineFloor,
        QuerySource source,
        @Nullable ShopperProfile profile)
        implements Writeable {

    /** Nothing to embed with and no query. */
    public static final Resolution NONE = new Resolution(null, null, 0, QuerySource.NO_TEXT);

    /** Reads what {@link #writeTo} wrote. */
    public Resolution(StreamInput in) throws IOException {
        this(
                in.readOptionalString(),
                in.readBoolean() ? in.readByteArray() : null,
                in.readDouble(),
                in.readEnum(QuerySource.class),
                in.readOptionalWriteable(ShopperProfile::new));
    }

    /** Without a profile. */
    public Resolution(@Nullable String model, @Nullable byte[] queryCodes, double cosineFloor, QuerySource source) {
        this(model, queryCodes, cosineFloor, source, null);
    }

    /** Returns the same with a shopper's profile. */
    public Resolution with(ShopperProfile found) {
        return new Resolution(model, queryCodes, cosineFloor, source, found);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeOptionalString(model);
        out.writeBoolean(queryCodes != null);
        if (queryCodes != null) {
            out.writeByteArray(queryCodes);
        }
        out.writeDouble(cosineFloor);
        out.writeEnum(source);
        out.writeOptionalWriteable(profile);
    }

    /** Equal when every field is; the codes by their values. */
    @Override
    public boolean equals(Object o) {
        return o instanceof Resolution other
                && Objects.equals(model, other.model)
                && Arrays.equals(queryCodes, other.queryCodes)
                && Double.compare(cosineFloor, other.cosineFloor) == 0
                && source == other.source
                && Objects.equals(profile, other.profile);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, Arrays.hashCode(queryCodes), cosineFloor, source, profile);
    }
}
