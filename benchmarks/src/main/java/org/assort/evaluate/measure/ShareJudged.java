/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.List;

/**
 * The share of the first products that somebody judged, in [0, 1]; 0 for an empty ranking.
 *
 * @param depth ranks that count
 */
public record ShareJudged(int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        List<String> page = ranking.subList(0, Math.min(depth, ranking.size()));
        return page.isEmpty()
                ? 0
                : (double) page.stream().filter(judgments::isJudged).count() / page.size();
    }
}
