/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.util.BytesRef;
import org.assort.rescorer.VectorCodes;

/**
 * A vector as a document's doc value: one byte that names the form, then the form itself, its numbers in little-endian order.
 *
 * <ul>
 *   <li>1, {@code float32}: {@code float[dimension]};
 *   <li>2, {@code int8}: the largest magnitude m as a float, then {@code byte[dimension]}, codes of {@link VectorCodes}; a
 *       component is m·code/127.
 * </ul>
 *
 * <p>The form is told by the value alone, so that segments of an older version are read beside those of a newer one. The
 * dimension is what is left of the length.
 */
public final class VectorBytes {

    /** Of the bytes of each number. */
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private static final byte FLOATS = 1;
    private static final byte CODES = 2;
    private static final int FLOATS_AT = 1;
    private static final int CODES_AT = 1 + Float.BYTES;
    private static final double GREATEST_CODE = 127;

    private VectorBytes() {}

    /**
     * Returns a vector as it is kept.
     *
     * @param vector {@code float[dimension]}, finite
     */
    public static BytesRef of(float[] vector, VectorEncoding encoding) {
        return switch (encoding) {
            case FLOAT32 -> floats(vector);
            case INT8 -> codes(vector);
        };
    }

    private static BytesRef floats(float[] vector) {
        byte[] bytes = new byte[FLOATS_AT + vector.length * Float.BYTES];
        bytes[0] = FLOATS;
        number(bytes, FLOATS_AT).asFloatBuffer().put(vector);
        return new BytesRef(bytes);
    }

    private static BytesRef codes(float[] vector) {
        float greatest = 0;
        for (float component : vector) {
            greatest = Math.max(greatest, Math.abs(component));
        }
        byte[] bytes = new byte[CODES_AT + vector.length];
        bytes[0] = CODES;
        number(bytes, 1).putFloat(greatest);
        byte[] codes = VectorCodes.of(vector);
        if (codes != null) {
            System.arraycopy(codes, 0, bytes, CODES_AT, codes.length);
        }
        return new BytesRef(bytes);
    }

    private static ByteBuffer number(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, bytes.length - at).order(ORDER);
    }

    /**
     * Hands over a kept vector as what it is kept as. Codes of either form are the same.
     *
     * @param floats reads those of {@code float32}
     * @throws IllegalStateException if the form is none that this version knows
     */
    static void read(BytesRef stored, StoredFloats floats, VectorTaker taker) {
        if (form(stored) == FLOATS) {
            taker.floats(floats.read(stored, FLOATS_AT));
        } else {
            taker.codes(new BytesRef(stored.bytes, stored.offset + CODES_AT, stored.length - CODES_AT));
        }
    }

    /**
     * Returns a kept vector: of {@code float32} to the bit what came, of {@code int8} what is left of it. Kept again, that has
     * the same codes.
     *
     * @return {@code float[dimension]}
     * @throws IllegalStateException if the form is none that this version knows
     */
    static float[] vector(BytesRef stored) {
        byte form = form(stored);
        if (form == FLOATS) {
            return new StoredFloats(ORDER).read(stored, FLOATS_AT);
        }
        double greatest = greatest(stored);
        float[] vector = new float[stored.length - CODES_AT];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (greatest * stored.bytes[stored.offset + CODES_AT + i] / GREATEST_CODE);
        }
        return vector;
    }

    private static byte form(BytesRef stored) {
        byte form = stored.length == 0 ? 0 : stored.bytes[stored.offset];
        if (form != FLOATS && form != CODES) {
            throw new IllegalStateException("a stored vector must have the form [" + FLOATS + "] or [" + CODES
                    + "], got [" + form + "], which a newer version may have written");
        }
        return form;
    }

    private static float greatest(BytesRef stored) {
        return ByteBuffer.wrap(stored.bytes, stored.offset + 1, Float.BYTES)
                .order(ORDER)
                .getFloat();
    }
}
