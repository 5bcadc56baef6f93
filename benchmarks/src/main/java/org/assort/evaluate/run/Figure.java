/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import java.util.List;
import org.assort.evaluate.measure.AlphaNdcg;
import org.assort.evaluate.measure.Condensed;
import org.assort.evaluate.measure.DistinctAspects;
import org.assort.evaluate.measure.ErrIa;
import org.assort.evaluate.measure.Judgments;
import org.assort.evaluate.measure.Ndcg;
import org.assort.evaluate.measure.PageDistances;
import org.assort.evaluate.measure.ShareJudged;
import org.assort.evaluate.measure.SubtopicRecall;

/** What is told of each page. The order is that of the columns. */
public enum Figure {
    NDCG("ndcg", "nDCG"),
    CONDENSED_NDCG("condensed_ndcg", "condensed"),
    JUDGED("judged", "judged"),
    ALPHA_NDCG("alpha_ndcg", "α-nDCG"),
    ERR_IA("err_ia", "ERR-IA"),
    SUBTOPIC_RECALL("s_recall", "S-recall"),
    DISTINCT("distinct_relevant_aspects", "distinct"),
    DISTANCE("intra_list_distance", "distance"),
    NEAREST("nearest_pair_distance", "nearest"),
    NEAR_DUPLICATES("near_duplicate_pairs", "twins");

    /** Ranks of a page. */
    public static final int DEPTH = 10;

    private static final double ALPHA = 0.5;

    private final String key;
    private final String heading;

    Figure(String key, String heading) {
        this.key = key;
        this.heading = heading;
    }

    /** In files; all are of the first ten. */
    public String key() {
        return key;
    }

    /** Above a column. */
    public String heading() {
        return heading;
    }

    /**
     * Takes the figure of one query.
     *
     * @param ranking further down than the page where there is more
     * @param page the distances of the ranking's first {@link #DEPTH}
     */
    double of(List<String> ranking, Judgments judgments, PageDistances page) {
        return switch (this) {
            case NDCG -> new Ndcg(DEPTH).of(ranking, judgments);
            case CONDENSED_NDCG -> new Condensed(new Ndcg(DEPTH)).of(ranking, judgments);
            case JUDGED -> new ShareJudged(DEPTH).of(ranking, judgments);
            case ALPHA_NDCG -> new AlphaNdcg(ALPHA, DEPTH).of(ranking, judgments);
            case ERR_IA -> new ErrIa(ALPHA, DEPTH).of(ranking, judgments);
            case SUBTOPIC_RECALL -> new SubtopicRecall(DEPTH).of(ranking, judgments);
            case DISTINCT -> new DistinctAspects(DEPTH).of(ranking, judgments);
            case DISTANCE -> page.mean();
            case NEAREST -> page.nearest();
            case NEAR_DUPLICATES -> page.nearDuplicates();
        };
    }

    /** All, in the order of the columns. */
    public static List<Figure> all() {
        return List.of(values());
    }
}
