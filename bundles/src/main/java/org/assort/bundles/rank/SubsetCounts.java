/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.bundles.ShardBundles;

/** How many orders hold some sets of items without an anchor. */
final class SubsetCounts {

    private final List<List<String>> asked;
    private final Map<Set<String>, Long> counts = new HashMap<>();

    /** Asks for sets, each once. */
    SubsetCounts(List<List<String>> sets) {
        Map<Set<String>, List<String>> distinct = new HashMap<>();
        List<List<String>> first = new ArrayList<>();
        for (List<String> set : sets) {
            if (distinct.put(Set.copyOf(set), set) == null) {
                first.add(set);
            }
        }
        this.asked = List.copyOf(first);
    }

    List<List<String>> asked() {
        return asked;
    }

    /** Takes the answers of all shards. */
    void add(List<ShardBundles> answers) {
        for (ShardBundles answer : answers) {
            for (int i = 0; i < asked.size(); i++) {
                counts.merge(Set.copyOf(asked.get(i)), answer.sets()[i], Long::sum);
            }
        }
    }

    /** How many orders hold all of them; 0 where that was not asked. */
    long of(Set<String> items) {
        return counts.getOrDefault(items, 0L);
    }
}
