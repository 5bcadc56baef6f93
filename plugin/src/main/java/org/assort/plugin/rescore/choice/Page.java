/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

/**
 * What the request wants to see of the list.
 *
 * @param from the first position shown, from 0
 * @param size how many are shown
 * @param explain whether each is explained
 */
public record Page(int from, int size, boolean explain) {

    /** Returns the position behind the last one shown. */
    public int end() {
        return from + size;
    }
}
