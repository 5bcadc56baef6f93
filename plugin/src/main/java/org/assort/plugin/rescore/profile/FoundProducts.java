/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/** The products that were looked for, as far as they are there for the caller. Not safe for threads while they are added. */
public final class FoundProducts implements Writeable {

    private final Map<String, FoundProduct> products = new HashMap<>();
    private boolean comparable;

    /** Nothing yet. */
    public FoundProducts() {}

    /** Reads what {@link #writeTo} wrote. */
    public FoundProducts(StreamInput in) throws IOException {
        products.putAll(in.readMap(StreamInput::readString, FoundProduct::new));
        comparable = in.readBoolean();
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeMap(products, StreamOutput::writeString, (to, product) -> product.writeTo(to));
        out.writeBoolean(comparable);
    }

    /** Adds what another shard has found. */
    public void add(FoundProducts other) {
        other.products.forEach(this::add);
        comparable |= other.comparable;
    }

    /** Returns what it takes in memory, in bytes. */
    public long bytes() {
        return products.values().stream().mapToLong(FoundProduct::bytes).sum();
    }

    /** Adds a document of a product; of several one is kept. */
    public void add(String id, FoundProduct product) {
        products.merge(id, product, (a, b) -> FoundProduct.ORDER.compare(a, b) <= 0 ? a : b);
    }

    /** Takes note that there was something that gives products vectors, whether or not they have some. */
    public void vectorsRead() {
        comparable = true;
    }

    /** Returns whether anything could have given products vectors. */
    boolean comparable() {
        return comparable;
    }

    /** Returns the product of that id, or null. */
    FoundProduct get(String id) {
        return products.get(id);
    }
}
