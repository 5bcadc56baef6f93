/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ten thousand models and tokenizers, each broken in one to three places, against the loader: what it refuses is fine, and so is
 * what it takes and can run. A process that dies, hangs or grows is not; the case that did it is told, and tried again alone.
 */
final class ModelsSoak implements SoakTask {

    private static final int CASES = 10_000;
    private static final int BATCH = 1_000;

    /** Of those that a tenth at least gets past the checks and through a run, or the checks alone are tried. */
    private static final double RAN = 0.1;

    @Override
    public String name() {
        return "models";
    }

    @Override
    public String about() {
        return "10,000 broken models and tokenizers against the loader in a JVM of its own: no crash, no hang, no memory without end";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        long seed = random.nextInt(Integer.MAX_VALUE);
        figures.info("cases_seed", Long.toString(seed));
        Path folder = Files.createDirectories(workplace.root().resolve("integ-test/target/soak-models"));
        MutationProcess process = new MutationProcess(workplace.root(), folder, seed);
        Map<String, Integer> outcomes = new TreeMap<>();
        List<MutationProcess.End> deaths = new ArrayList<>();
        int next = 0;
        while (next < CASES) {
            int to = Math.min(CASES, next - next % BATCH + BATCH);
            MutationProcess.End end = process.run(next, to, (outcome, line) -> {
                outcomes.merge(outcome, 1, Integer::sum);
                if (outcome.equals("odd")) {
                    figures.info("odd_case", line);
                }
            });
            if (end.how() != MutationProcess.How.DONE) {
                deaths.add(end);
                figures.step(end.toString());
            }
            next = end.next();
            figures.step(next + " of " + CASES + " " + outcomes);
        }
        for (MutationProcess.End death : deaths) {
            MutationProcess.End alone =
                    process.run(death.number(), death.number() + 1, (outcome, line) -> figures.step(line));
            figures.info("death", death + "; tried alone it is " + alone.how());
        }
        judge(outcomes, deaths, figures);
    }

    private static void judge(Map<String, Integer> outcomes, List<MutationProcess.End> deaths, Figures figures) {
        outcomes.forEach((outcome, count) -> figures.info(outcome, Integer.toString(count)));
        int cases = outcomes.values().stream().mapToInt(Integer::intValue).sum() + deaths.size();
        figures.atLeast("cases", CASES, cases);
        figures.atLeast("share_that_ran", RAN, (double) outcomes.getOrDefault("ran", 0) / cases);
        figures.atMost("odd", 0, outcomes.getOrDefault("odd", 0));
        for (MutationProcess.How how : MutationProcess.How.values()) {
            if (how != MutationProcess.How.DONE) {
                long count = deaths.stream().filter(death -> death.how() == how).count();
                figures.atMost(how.name().toLowerCase(Locale.ROOT), 0, count);
            }
        }
    }
}
