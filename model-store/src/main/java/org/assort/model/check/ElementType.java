/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.Arrays;

/** The element types of tensors that sentence encoders use, by their numbers in onnx.proto3. */
public enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8);

    private final int number;
    private final int bytes;

    ElementType(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** What one element takes. */
    int bytes() {
        return bytes;
    }

    boolean isFloat() {
        return this == FLOAT || this == FLOAT16 || this == DOUBLE;
    }

    /** The number as this type keeps it; NaN where that is another than it would be with more digits, or not known. */
    double kept(double value) {
        return switch (this) {
            case FLOAT -> (float) value;
            case DOUBLE -> value;
            case FLOAT16 -> Double.NaN;
            case INT64 -> whole(value, -0x1p53, 0x1p53);
            case INT32 -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT8 -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT8 -> whole(value, 0, 255);
            case BOOL -> whole(value, 0, 1);
        };
    }

    private static double whole(double value, double low, double high) {
        return value >= low && value <= high ? value : Double.NaN;
    }

    /** The type of that number; {@code what} begins the sentence of a refusal. */
    static ElementType of(long number, String what) throws RefusedException {
        for (ElementType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new RefusedException(what + " must be of an element type among "
                + Arrays.stream(values()).map(t -> t + "=" + t.number).toList() + ", got [" + number + "]");
    }
}
