/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * The gamma distribution that lifts are taken to come from before they are counted, of mean shape / rate.
 *
 * @param shape above 0
 * @param rate above 0
 * @param pairs how many counted pairs it was fitted to; 0 for the one taken where there are too few
 */
public record LiftPrior(double shape, double rate, int pairs) {

    /** What is taken where there are too few pairs to fit one. */
    public static final LiftPrior DEFAULT = new LiftPrior(1, 1, 0);
}
