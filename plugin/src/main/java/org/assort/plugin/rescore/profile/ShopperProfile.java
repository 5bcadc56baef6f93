/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a shopper likes, as far as it could be found out.
 *
 * @param interests {@code byte[m][d]} codes, at most five; none where the profile signal is off
 * @param shares for each of the clause's coverages the shares of its field's values among the shopper's products, summing
 *     to 1, or empty where the coverage does not ask for them or the products have no value
 * @param products how many products it was made from
 * @param unknown how many more were named, but not found
 * @param reason why there are no interests, or null
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares the components
public record ShopperProfile(
        byte[][] interests,
        List<Map<String, Double>> shares,
        int products,
        int unknown,
        @Nullable String reason) implements Writeable {

    /** Reads what {@link #writeTo} wrote. */
    public ShopperProfile(StreamInput in) throws IOException {
        this(
                in.readArray(StreamInput::readByteArray, byte[][]::new),
                in.readList(map -> map.readMap(StreamInput::readString, StreamInput::readDouble)),
                in.readVInt(),
                in.readVInt(),
                in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeArray(StreamOutput::writeByteArray, interests);
        out.writeCollection(
                shares, (to, map) -> to.writeMap(map, StreamOutput::writeString, StreamOutput::writeDouble));
        out.writeVInt(products);
        out.writeVInt(unknown);
        out.writeOptionalString(reason);
    }

    /** Equal when every field is; the interests by their codes. */
    @Override
    public boolean equals(Object o) {
        return o instanceof ShopperProfile other
                && Arrays.deepEquals(interests, other.interests)
                && shares.equals(other.shares)
                && products == other.products
                && unknown == other.unknown
                && Objects.equals(reason, other.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.deepHashCode(interests), shares, products, unknown, reason);
    }
}
