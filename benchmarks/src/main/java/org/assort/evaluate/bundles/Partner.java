/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.util.Comparator;

/** What is recommended with an anchor, and how strongly. */
record Partner(String item, double score) {

    /** Of equals the first by name. */
    static final Comparator<Partner> BEST_FIRST =
            Comparator.comparingDouble(Partner::score).reversed().thenComparing(Partner::item);
}
