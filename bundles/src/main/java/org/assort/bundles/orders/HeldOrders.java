/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.Closeable;
import java.io.IOException;

/** The orders of several items; each may be walked more than once. */
public interface HeldOrders extends Closeable {

    /** Those of the item at an index. */
    OrderCursor of(int index) throws IOException;

    /** Gives memory back. */
    @Override
    void close();
}
