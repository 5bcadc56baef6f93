/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

import java.util.List;

/**
 * S-recall: Zhai, Cohen and Lafferty 2003: the share of the query's subtopics that the first products have
 * between them. In [0, 1]; 0 where the query has none.
 *
 * @param depth ranks that count
 */
public record SubtopicRecall(int depth) implements ListMeasure {

    @Override
    public double of(List<String> ranking, Judgments judgments) {
        int subtopics = judgments.subtopics().size();
        return subtopics == 0 ? 0 : new DistinctAspects(depth).of(ranking, judgments) / subtopics;
    }
}
