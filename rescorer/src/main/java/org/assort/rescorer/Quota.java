/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * How many products with a value each block of positions may or must hold: positions 1 to {@code within}, the next
 * {@code within}, and so on. A product counts for each of its values, one without a value for none.
 *
 * @param field index of the field among those of the candidates
 * @param value the ordinal that is counted, or {@link #EACH} for each value by itself
 * @param least so many must be in a block, at least 0; only with one value
 * @param most so many may be in a block, at least 0; {@link #UNLIMITED} without a limit
 * @param within positions of a block, at least 1
 */
public record Quota(int field, int value, int least, int most, int within) {

    /** Stands for each value of the field by itself. */
    public static final int EACH = -1;

    /** No upper limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, or {@code least} is asked of each value
     */
    public Quota {
        if (within < 1) {
            throw new IllegalArgumentException("[quotas.within] must be at least 1, got [" + within + "]");
        }
        if (least < 0 || least > within) {
            throw new IllegalArgumentException("[quotas.min] must be in [0, " + within + "], got [" + least + "]");
        }
        if (most < least) {
            throw new IllegalArgumentException("[quotas.max] must be at least " + least + ", got [" + most + "]");
        }
        if (value == EACH && least > 0) {
            throw new IllegalArgumentException("[quotas.min] needs a [value], got none");
        }
    }
}
