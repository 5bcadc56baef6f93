/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.stats;

/** Wilson's score interval of a share (Wilson 1927, "Probable inference, the law of succession, and statistical inference"). */
public final class Wilson {

    private Wilson() {}

    /**
     * The lower bound of a share.
     *
     * @param hits in [0, trials], not always whole
     * @param trials at least 0
     * @param z how many standard deviations below
     * @return in [0, 1], 0 without trials
     */
    public static double lower(double hits, double trials, double z) {
        if (!(trials > 0)) {
            return 0;
        }
        double share = hits / trials;
        double square = z * z / trials;
        double spread = z * Math.sqrt((share * (1 - share) + square / 4) / trials);
        return Math.max(0, (share + square / 2 - spread) / (1 + square));
    }
}
