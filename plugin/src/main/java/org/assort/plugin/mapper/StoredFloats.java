/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.util.BytesRef;

/** Reads vectors of floats from bytes, one after the other into the same array. */
public final class StoredFloats {

    private final ByteOrder order;
    private float[] vector = new float[0];

    /** @param order of the bytes of a float */
    public StoredFloats(ByteOrder order) {
        this.order = order;
    }

    /**
     * Returns the floats that a value holds.
     *
     * @param from bytes at its beginning that are no part of them
     * @return {@code float[dimension]}, filled anew by the next call
     */
    public float[] read(BytesRef stored, int from) {
        int dimension = (stored.length - from) / Float.BYTES;
        if (vector.length != dimension) {
            vector = new float[dimension];
        }
        ByteBuffer.wrap(stored.bytes, stored.offset + from, stored.length - from)
                .order(order)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }
}
