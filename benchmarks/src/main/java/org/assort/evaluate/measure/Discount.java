/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.measure;

/** How much a rank counts. */
enum Discount {
    /** 1 / log2(rank + 1): Järvelin and Kekäläinen 2002. */
    LOGARITHMIC {
        @Override
        double at(int rank) {
            return Math.log(2) / Math.log(rank + 1.0);
        }
    },
    /** 1 / rank: Chapelle et al. 2009. */
    RECIPROCAL {
        @Override
        double at(int rank) {
            return 1.0 / rank;
        }
    };

    /** @param rank from 1 */
    abstract double at(int rank);

    /** Σ gain(rank) · discount(rank). */
    double sum(double[] gains) {
        double sum = 0;
        for (int i = 0; i < gains.length; i++) {
            sum += gains[i] * at(i + 1);
        }
        return sum;
    }
}
