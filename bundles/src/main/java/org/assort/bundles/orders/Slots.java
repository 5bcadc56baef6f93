/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

/** Some orders, numbered from 0 on. */
interface Slots {

    /** The number of an order, negative where it is none of them. */
    int of(int order);

    /** How many there are. */
    int size();

    /** The orders from one ordinal on, below another. */
    static Slots range(int from, int to) {
        return new Slots() {
            @Override
            public int of(int order) {
                return order < to ? order - from : -1;
            }

            @Override
            public int size() {
                return to - from;
            }
        };
    }
}
