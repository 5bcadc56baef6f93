/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

/**
 * A product that is like an anchor and has a history of orders.
 *
 * @param similarity in [0, 1]; what it lends is worth so much of the association
 */
public record Neighbour(String item, double similarity) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the similarity is out of its range or NaN
     */
    public Neighbour {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException("[similarity] must be in [0, 1], got [" + similarity + "]");
        }
    }
}
