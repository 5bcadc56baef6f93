/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;

/** Walks orders of which a sample may be wanted. */
public interface PlacedCursor extends OrderCursor {

    /**
     * Where a hash of its key puts the order, evenly in [0, 1). Replicas of a shard agree on it, so orders below a fraction are
     * the same sample everywhere, and part of every greater one.
     */
    double place() throws IOException;
}
