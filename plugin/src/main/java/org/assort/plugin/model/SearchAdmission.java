/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many searches hold search threads while their texts are embedded. A search counts once, however many of its
 * shards wait: were each counted, a search over many shards would refuse itself. Safe for use by several threads.
 */
final class SearchAdmission {

    private final int most;
    private final Map<Object, Integer> waiting = new HashMap<>();

    SearchAdmission(int most) {
        this.most = most;
    }

    /** Returns the most searches that may wait at a time. */
    int most() {
        return most;
    }

    /** Returns whether a thread of that search may wait; each true is followed by one {@link #leave}. */
    synchronized boolean enter(Object search) {
        if (waiting.containsKey(search) == false && waiting.size() >= most) {
            return false;
        }
        waiting.merge(search, 1, Integer::sum);
        return true;
    }

    synchronized void leave(Object search) {
        waiting.computeIfPresent(search, (same, threads) -> threads == 1 ? null : threads - 1);
    }
}
