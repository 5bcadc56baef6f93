/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.Closeable;
import java.io.IOException;

/** A way to read the orders of anchors, each time the same. */
interface Reading extends Closeable {

    /** How many anchors are read together at most. */
    int block();

    /**
     * Reads the orders of some anchors.
     *
     * @param from index of the first anchor
     * @param counters {@code OrderCounter[]} for it and those that follow
     */
    void read(int from, OrderCounter[] counters) throws IOException;

    @Override
    void close();
}
