/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.nio.file.Path;
import org.assort.evaluate.Arguments;

/**
 * The options of the command line.
 *
 * @param data the folder with the orders; null for those of the sample shop
 * @param out where files are written
 * @param share of the orders that is mined, in percent
 * @param anchors which items are anchors
 * @param node whether a node is asked, too
 * @param bars whether bars are told for any data
 * @param seed of batches and intervals
 */
public record BundleOptions(
        boolean help, Path data, Path out, int share, AnchorRange anchors, boolean node, boolean bars, long seed) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            usage: ./evaluate bundles (--data FOLDER | --sample-shop) [options]
              --data FOLDER       one .csv or .csv.xz with a line for each product of an order: order,item,date
              --sample-shop       the made-up orders of the quickstart instead
              --out FOLDER        where results are written (default target/evaluation-bundles)
              --share PERCENT     how much of the orders is mined, the earliest; the rest is held back (default 50)
              --min-orders NUMBER mined orders that an anchor must be in (default 20)
              --max-orders NUMBER mined orders that an anchor may be in (default 200)
              --min-held NUMBER   held-back orders that an anchor must be in (default 5)
              --no-node           leave out what a node answers: nested terms and significant_terms
              --bars              tell the bars for your own data too
              --seed NUMBER       of batches and intervals (default 20)
              --help              print this""";

    /**
     * Reads the words behind {@code bundles}.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static BundleOptions parse(String... arguments) {
        Arguments words = new Arguments(arguments);
        boolean help = false;
        boolean sample = false;
        boolean node = true;
        boolean bars = false;
        Path data = null;
        Path out = Path.of("target", "evaluation-bundles");
        int share = 50;
        int least = AnchorRange.DEFAULT.least();
        int most = AnchorRange.DEFAULT.most();
        int held = AnchorRange.DEFAULT.held();
        long seed = 20;
        while (!words.atEnd()) {
            String option = words.next();
            switch (option) {
                case "--help", "-h" -> help = true;
                case "--sample-shop" -> sample = true;
                case "--no-node" -> node = false;
                case "--bars" -> bars = true;
                case "--data" -> data = Path.of(words.valueOf(option));
                case "--out" -> out = Path.of(words.valueOf(option));
                case "--share" -> share = words.numberOf(option, 1, 99);
                case "--min-orders" -> least = words.numberOf(option, 1, Integer.MAX_VALUE);
                case "--max-orders" -> most = words.numberOf(option, 1, Integer.MAX_VALUE);
                case "--min-held" -> held = words.numberOf(option, 1, Integer.MAX_VALUE);
                case "--seed" -> seed = words.numberOf(option);
                default -> throw new IllegalArgumentException("[" + option + "] is not an option; see --help");
            }
        }
        if (!help && (data != null) == sample) {
            throw new IllegalArgumentException("one of [--data] and [--sample-shop] must be there; see --help");
        }
        return new BundleOptions(help, data, out, share, new AnchorRange(least, most, held), node, bars, seed);
    }
}
