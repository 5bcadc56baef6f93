/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * How strong a combination is.
 *
 * @param confidence share of the anchor's orders that hold it
 * @param lift its count over what the best split in two expects
 * @param liftBound lower bound of the lift
 * @param association lower bound of confidence × ln of the lower bound of lift
 */
record Strength(double confidence, double lift, double liftBound, double association) {}
