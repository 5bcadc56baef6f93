/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.orders.Orders;

/** Counts on one shard. For one thread. */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class Miner {

    /**
     * @param memory what is taken on the heap is told before; all of it is given back when a method returns or throws
     * @param check run in every long loop; throws to give up
     */
    public Miner(Orders orders, MinerSettings settings, MemoryAccount memory, Runnable check) {
        throw new UnsupportedOperationException();
    }

    /** Answers a task. */
    public ShardBundles mine(MiningTask task) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The most frequent items of all orders, by descending count, then by item. */
    public FrequentItems frequent(int size) throws IOException {
        throw new UnsupportedOperationException();
    }
}
