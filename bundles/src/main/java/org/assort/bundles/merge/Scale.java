/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import org.assort.bundles.AnchorCounts;

/** What an order that a shard read stands for. */
final class Scale {

    private Scale() {}

    /** The shard's orders with the anchor over those it read; 1 where it read none or all. */
    static double of(AnchorCounts shard) {
        return shard.read() == 0 || shard.read() >= shard.orders() ? 1 : (double) shard.orders() / shard.read();
    }
}
