/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.embed;

import java.util.Arrays;
import java.util.Map;

/**
 * Texts for each CPU-second.
 *
 * @param byWay {@code double[rounds]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Throughputs(Map<Way, double[]> byWay) {

    /** One way's over another's, round by round. */
    double[] ratios(Way way, Way other) {
        double[] ratios = byWay.get(way).clone();
        Arrays.setAll(ratios, round -> ratios[round] / byWay.get(other)[round]);
        return ratios;
    }
}
