/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.nio.file.Path;

/**
 * The options of the command line.
 *
 * @param data the folder with products and ratings
 * @param out where files are written
 * @param templates the user's own; null for the built-in ones alone
 * @param baseline the name of the template that all are compared with
 * @param aspect the field whose values are the subtopics
 * @param bars whether bars are told for any data
 * @param seed of folds and bootstrap
 */
record Options(
        boolean help, Path data, Path out, Path templates, String baseline, String aspect, boolean bars, long seed) {

    static final String BASELINE = "relevance";
    static final String ASPECT = "supplier";

    /** The same for all, so that two runs differ by what was changed alone. */
    private static final long SEED = 20;

    static final String USAGE = """
            usage: ./evaluate --data FOLDER [options], or ./evaluate bundles --help
              --data FOLDER       products.ndjson or products.ndjson.xz, and ratings.csv (query,docid,rating)
              --out FOLDER        where results are written (default target/evaluation)
              --templates FOLDER  your own search bodies, NAME.json each, beside the built-in ones
              --baseline NAME     the template that the others are compared with (default relevance)
              --aspect FIELD      the field that should vary among the relevant (default supplier)
              --bars              tell the bars for your own data too
              --seed NUMBER       of folds and intervals (default 20)
              --help              print this""";

    /** @throws IllegalArgumentException with one line for the user */
    static Options parse(String... arguments) {
        Arguments words = new Arguments(arguments);
        boolean help = false;
        boolean bars = false;
        Path data = null;
        Path out = Path.of("target", "evaluation");
        Path templates = null;
        String baseline = BASELINE;
        String aspect = ASPECT;
        long seed = SEED;
        while (!words.atEnd()) {
            String option = words.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--bars" -> bars = true;
                case "--data" -> data = Path.of(words.valueOf(option));
                case "--out" -> out = Path.of(words.valueOf(option));
                case "--templates" -> templates = Path.of(words.valueOf(option));
                case "--baseline" -> baseline = words.valueOf(option);
                case "--aspect" -> aspect = words.valueOf(option);
                case "--seed" -> seed = words.numberOf(option);
                default -> throw new IllegalArgumentException("[" + option + "] is not an option; see --help");
            }
        }
        if (data == null && !help) {
            throw new IllegalArgumentException("[--data] is missing; see --help");
        }
        return new Options(help, data, out, templates, baseline, aspect, bars, seed);
    }
}
