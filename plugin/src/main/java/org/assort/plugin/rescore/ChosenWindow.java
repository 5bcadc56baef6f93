/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.Arrays;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.assort.rescorer.Choice;

/** A choice over a window, put back into the hits that it was taken from. */
final class ChosenWindow {

    private final TopDocs before;
    private final Choice choice;
    private final double diversity;

    /**
     * @param before hits by first-pass score; the first of them are the window
     * @param choice made over the window
     * @param diversity λ that it was made with
     */
    ChosenWindow(TopDocs before, Choice choice, double diversity) {
        this.before = before;
        this.choice = choice;
        this.diversity = diversity;
    }

    /**
     * Returns all hits: the window in the order of the choice, then the others in the order they had, with scores that
     * strictly descend throughout. What lies below the window is shifted as a whole below the window's last.
     */
    TopDocs hits() {
        ScoreDoc[] old = before.scoreDocs;
        ScoreDoc[] hits = new ScoreDoc[old.length];
        int[] order = choice.order();
        for (int position = 0; position < order.length; position++) {
            ScoreDoc doc = old[order[position]];
            hits[position] = new ScoreDoc(doc.doc, choice.scores()[position], doc.shardIndex);
        }
        for (int position = order.length; position < old.length; position++) {
            ScoreDoc doc = old[position];
            float limit = Math.nextDown(hits[position - 1].score);
            float shift = hits[order.length - 1].score - old[order.length].score;
            hits[position] = new ScoreDoc(doc.doc, Math.min(doc.score + shift, limit), doc.shardIndex);
        }
        return new TopDocs(before.totalHits, hits);
    }

    /** Returns the position of a document among those chosen, or -1. */
    int position(int document) {
        int[] order = choice.order();
        for (int position = 0; position < choice.chosen(); position++) {
            if (before.scoreDocs[order[position]].doc == document) {
                return position;
            }
        }
        return -1;
    }

    /** Returns the score that a document has after the choice, or NaN when it was not among the hits. */
    float score(int document) {
        return Arrays.stream(hits().scoreDocs)
                .filter(hit -> hit.doc == document)
                .map(hit -> hit.score)
                .findFirst()
                .orElse(Float.NaN);
    }

    Choice choice() {
        return choice;
    }

    double diversity() {
        return diversity;
    }
}
