/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * A product that is like an anchor and has a history of orders.
 *
 * @param similarity in [0, 1]
 */
public record Neighbour(String item, double similarity) {}
