/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many subtopics the first products have between them: distinct values of the aspect field among relevant products.
 *
 * @param depth ranks that count
 */
public record DistinctAspects(int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        Set<String> met = new HashSet<>();
        ranking.stream().limit(depth).forEach(id -> met.addAll(judgments.aspects(id)));
        return met.size();
    }
}
