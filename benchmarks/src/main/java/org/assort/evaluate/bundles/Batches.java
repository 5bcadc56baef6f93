/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Anchors as they come to a search page: a handful at a time. */
final class Batches {

    private static final int SIZE = 20;

    private Batches() {}

    /** All of them, each in one batch drawn at random. */
    static List<List<String>> of(List<String> anchors, long seed) {
        List<String> shuffled = new ArrayList<>(anchors);
        Collections.shuffle(shuffled, new Random(seed));
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); from += SIZE) {
            batches.add(shuffled.subList(from, Math.min(from + SIZE, shuffled.size())));
        }
        return batches;
    }
}
