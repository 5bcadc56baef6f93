/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/** Names the search that a shard works for. */
final class SearchIds {

    private SearchIds() {}

    /** Returns what the shards of one search have in common: the task that they work for. */
    static TaskId of(Task shard) {
        TaskId parent = shard.getParentTaskId();
        return parent.isSet() ? parent : new TaskId("", shard.getId());
    }
}
