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

    /** Gives memory back. */
    @Override
    void close();
}
