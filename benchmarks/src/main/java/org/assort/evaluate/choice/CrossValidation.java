/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assort.evaluate.run.Outcome;

/**
 * Cross-validation (Stone 1974): the queries are dealt out into folds; the setting for each fold is chosen on all the
 * others, and what it does with the fold's own queries is kept. Pooled, no query had a part in the choice for itself.
 *
 * @param folds how many, at least 2
 * @param seed of the deal
 */
public record CrossValidation(int folds, long seed) {

    public CrossValidation {
        if (folds < 2) {
            throw new IllegalArgumentException("[folds] must be at least 2, got [" + folds + "]");
        }
    }

    /**
     * One fold.
     *
     * @param queries held out, by number
     * @param setting the name of what was chosen on the other queries
     */
    public record Fold(List<Integer> queries, String setting) {
        public Fold {
            queries = List.copyOf(queries);
        }
    }

    /**
     * The whole.
     *
     * @param pooled each query with the setting of its fold
     */
    public record Result(List<Fold> folds, Outcome pooled) {}

    /** Every outcome has the same queries, at least as many as there are folds. */
    public Result run(String name, List<Outcome> candidates, Outcome baseline, Rule rule) {
        int queries = baseline.pages().size();
        List<int[]> deal = deal(queries);
        Outcome[] byQuery = new Outcome[queries];
        List<Fold> chosen = new ArrayList<>();
        for (int[] heldOut : deal) {
            boolean[] out = new boolean[queries];
            Arrays.stream(heldOut).forEach(query -> out[query] = true);
            int[] training =
                    IntStream.range(0, queries).filter(query -> !out[query]).toArray();
            Outcome best = rule.choose(candidates, baseline, training);
            Arrays.stream(heldOut).forEach(query -> byQuery[query] = best);
            chosen.add(new Fold(Arrays.stream(heldOut).boxed().toList(), best.name()));
        }
        return new Result(chosen, Outcome.patchwork(name, Arrays.asList(byQuery)));
    }

    private List<int[]> deal(int queries) {
        if (queries < folds) {
            throw new IllegalArgumentException(
                    "[queries] must be at least the number of folds, " + folds + ", got [" + queries + "]");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, queries).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return IntStream.range(0, folds)
                .mapToObj(fold -> IntStream.range(0, queries)
                        .filter(i -> i % folds == fold)
                        .map(order::get)
                        .sorted()
                        .toArray())
                .toList();
    }
}
