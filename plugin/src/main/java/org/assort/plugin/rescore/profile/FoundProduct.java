/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What an index knows of one of the shopper's products.
 *
 * @param codes {@code byte[d]} of its vector, or null where it has none; not to be changed
 * @param values those of each field that was asked for, each once, in order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared by equals
public record FoundProduct(@Nullable byte[] codes, List<List<String>> values) implements Writeable {

    /** What a string or list weighs beside what it holds. */
    private static final int OBJECT_BYTES = 56;

    /**
     * Which of several documents stands for a product: one with a vector before one without, then by what they hold. Where
     * they lie has no say, so that it is the same one over any number of shards.
     */
    static final Comparator<FoundProduct> ORDER = Comparator.comparing(
                    FoundProduct::codes, Comparator.nullsLast(Arrays::compare))
            .thenComparing(product -> product.values().toString());

    FoundProduct(StreamInput in) throws IOException {
        this(in.readBoolean() ? in.readByteArray() : null, in.readList(StreamInput::readStringList));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeBoolean(codes != null);
        if (codes != null) {
            out.writeByteArray(codes);
        }
        out.writeCollection(values, StreamOutput::writeStringCollection);
    }

    /** Returns what it takes in memory, in bytes. */
    long bytes() {
        long bytes = (long) OBJECT_BYTES + (codes == null ? 0 : codes.length);
        for (List<String> field : values) {
            bytes += OBJECT_BYTES;
            for (String value : field) {
                bytes += OBJECT_BYTES + (long) value.length() * Character.BYTES;
            }
        }
        return bytes;
    }
}
