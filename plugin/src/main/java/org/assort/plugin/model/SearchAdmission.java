/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Bounds how many searches hold search threads while their texts are embedded. A search counts once, however many of its
 * shards wait: were each counted, a search over many shards would refuse itself. Safe for use by several threads.
 */
final class SearchAdmission {

    private final IntSupplier most;
    private final Map<Object, Integer> waiting = new HashMap<>();

    /** @param most searches that may wait at a time; one may in any case */
    SearchAdmission(IntSupplier most) {
        this.most = most;
    }

    /** Returns the most searches that may wait at a time. */
    int most() {
        return Math.max(1, most.getAsInt());
    }

    /** Returns whether a thread of that search may wait; each true is followed by one {@link #leave}. */
    synchronized boolean enter(Object search) {
        if (waiting.containsKey(search) == false && waiting.size() >= most()) {
            return false;
        }
        waiting.merge(search, 1, Integer::sum);
        return true;
    }

    synchronized void leave(Object search) {
        waiting.computeIfPresent(search, (same, threads) -> threads == 1 ? null : threads - 1);
    }
}
