/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.Closeable;
import java.io.IOException;

/** Walks orders, each once. */
public interface OrderCursor extends Closeable {

    /** Goes to the next order; false where there is none. */
    boolean next() throws IOException;

    /** Reads the distinct items of the order into {@link #items}, and returns how many there are. */
    int read() throws IOException;

    /** {@code int[]} ordinals of the items that {@link #read} read, in no order; longer than their number. */
    int[] items();

    /**
     * Where a hash of its key puts the order, evenly in [0, 1). Replicas of a shard agree on it, so orders below a fraction are
     * the same sample everywhere, and part of every greater one.
     */
    double place() throws IOException;

    /** Gives memory back. */
    @Override
    void close();
}
