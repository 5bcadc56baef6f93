/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * A quota that a block of positions does not meet, because what there is to choose from does not allow it.
 *
 * @param quota index among the quotas of the objective
 * @param block which block of the quota's {@code within} positions, from 0
 * @param shortfall by how many products: those that are missing to {@code least}, or those beyond {@code most}, summed
 *     over values; at least 1
 */
public record Unmet(int quota, int block, int shortfall) {}
