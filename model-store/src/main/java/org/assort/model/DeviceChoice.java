/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Optional;

/**
 * Where models are to run.
 *
 * @param index of the CUDA device that is to be tried, or empty for none
 * @param named whether that device was asked for, rather than whichever there is
 */
public record DeviceChoice(Optional<Integer> index, boolean named) {
    static final String CPU = "cpu";
    static final String CUDA = "cuda:";

    /** The first CUDA device where it can be had. */
    public static final DeviceChoice AUTO = new DeviceChoice(Optional.of(0), false);

    private static final String NAMED = CUDA + "(?:0|[1-9][0-9]{0,2})";

    /**
     * Reads {@code auto}, {@code cpu} or {@code cuda:N}.
     *
     * @param field what the error names
     * @throws IllegalArgumentException that says what is allowed and what came
     */
    public static DeviceChoice of(String field, String value) {
        if (value.equals("auto")) {
            return AUTO;
        }
        if (value.equals(CPU)) {
            return new DeviceChoice(Optional.empty(), true);
        }
        if (value.matches(NAMED)) {
            return new DeviceChoice(Optional.of(Integer.parseInt(value, CUDA.length(), value.length(), 10)), true);
        }
        throw new IllegalArgumentException("[" + field
                + "] must be [auto], [cpu] or [cuda:N] with N the number of a device, 0 to 999, got [" + value + "]");
    }
}
