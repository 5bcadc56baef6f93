/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a benchmark is to be run.
 *
 * @param seed of all that is random
 * @param products how many are to be generated; empty for the catalogue that is there
 * @param orders how many are to be generated; empty for as many as the benchmark's bars are about
 * @param quick whether to measure few rounds, so that one sees that all works: such figures are no result
 * @param only the one part that is to be measured; empty for all
 * @param page whether the results are to be written into the page about them
 */
record Options(
        long seed, OptionalInt products, OptionalInt orders, boolean quick, Optional<String> only, boolean page) {

    static final String USAGE =
            "usage: ./bench NAME [--seed NUMBER] [--quick] [--products NUMBER] [--orders NUMBER] [--only PART] [--page]";

    private static final String NUMBER = "-?[0-9]{1,18}";
    private static final String THOUSANDS = "[1-9][0-9]{3,7}";

    /** Reads what stands behind the benchmark's name; empty where it is none of the above. */
    static Optional<Options> read(String... args) {
        long seed = System.nanoTime() & Integer.MAX_VALUE;
        OptionalInt products = OptionalInt.empty();
        OptionalInt orders = OptionalInt.empty();
        boolean quick = false;
        boolean page = false;
        Optional<String> only = Optional.empty();
        for (int i = 1; i < args.length; i++) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            if (args[i].equals("--quick")) {
                quick = true;
            } else if (args[i].equals("--page")) {
                page = true;
            } else if (args[i].equals("--only") && !value.isEmpty()) {
                only = Optional.of(value);
                i++;
            } else if (args[i].equals("--seed") && value.matches(NUMBER)) {
                seed = Long.parseLong(value);
                i++;
            } else if (args[i].equals("--products") && value.matches(THOUSANDS)) {
                products = OptionalInt.of(Integer.parseInt(value));
                i++;
            } else if (args[i].equals("--orders") && value.matches(THOUSANDS)) {
                orders = OptionalInt.of(Integer.parseInt(value));
                i++;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new Options(seed, products, orders, quick, only, page));
    }
}
