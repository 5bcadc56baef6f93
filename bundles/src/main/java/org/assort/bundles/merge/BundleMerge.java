/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.List;
import java.util.Optional;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.ShardBundles;

/**
 * Drives the passes over the shards: while {@link #next} has a task, every shard answers it, and all answers go to {@link
 * #add}. One shard takes one pass. Several take {@link org.assort.bundles.Pass#ROWS} until the best M partners of each anchor
 * are certain, mostly once, at most three times, and then {@link org.assort.bundles.Pass#SETS}.
 */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class BundleMerge {

    /**
     * @param anchors distinct, the best first
     * @param shards how many will answer, as far as it is known; another number changes how many passes it takes, not the
     *     result
     */
    public BundleMerge(MinerSettings settings, List<String> anchors, int shards) {
        throw new UnsupportedOperationException();
    }

    /** What every shard is to be asked next; empty when {@link #result} is ready. */
    public Optional<MiningTask> next() {
        throw new UnsupportedOperationException();
    }

    /** Takes the answers of all shards to {@link #next}; a shard that had no document may be missing. */
    public void add(List<ShardBundles> answers) {
        throw new UnsupportedOperationException();
    }

    /** What was counted. */
    public MinedBundles result() {
        throw new UnsupportedOperationException();
    }
}
