/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.stats;

/**
 * A figure with its 95% interval.
 *
 * @param value the figure over all rounds
 * @param low lower end of the interval
 * @param high upper end
 * @param rounds how many independent rounds it comes from
 */
public record Estimate(double value, double low, double high, int rounds) {}
