/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assort.bundles.count.Miner;
import org.assort.bundles.merge.BundleMerge;
import org.assort.bundles.merge.MinedBundles;

/** Plays coordinator and shards. */
public final class Passes {

    private final List<OrderIndex> shards;
    private final boolean filtered;
    private int passes;

    /** @param filtered whether only orders that the filter keeps count */
    public Passes(List<OrderIndex> shards, boolean filtered) {
        this.shards = shards;
        this.filtered = filtered;
    }

    /** Runs all passes. */
    public MinedBundles mine(MinerSettings settings, List<String> anchors) throws IOException {
        passes = 0;
        BundleMerge merge = new BundleMerge(settings, anchors, shards.size());
        for (Optional<MiningTask> task = merge.next(); task.isPresent(); task = merge.next()) {
            merge.add(ask(settings, task.get()));
            passes++;
        }
        return merge.result();
    }

    /** The answers of all shards. */
    public List<ShardBundles> ask(MinerSettings settings, MiningTask task) throws IOException {
        List<ShardBundles> answers = new ArrayList<>();
        for (OrderIndex shard : shards) {
            answers.add(new Miner(shard.orders(filtered), settings, MemoryAccount.NONE, () -> {}).mine(task));
        }
        return answers;
    }

    /** How many passes the last call took. */
    public int passes() {
        return passes;
    }
}
