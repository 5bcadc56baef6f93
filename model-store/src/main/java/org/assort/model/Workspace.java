/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Native memory that one run of the graph at a time reads its inputs from and writes its output to. It grows to the
 * largest run seen and is kept for the next: allocating it anew for each would cost more than a short query does. For
 * one thread at a time.
 */
final class Workspace {
    private final ByteBuffer[] inputs = new ByteBuffer[3];
    private ByteBuffer output;

    LongBuffer input(int slot, int longs) {
        inputs[slot] = atLeast(inputs[slot], (long) longs * Long.BYTES);
        return inputs[slot].asLongBuffer().limit(longs);
    }

    FloatBuffer output(int floats) {
        output = atLeast(output, (long) floats * Float.BYTES);
        return output.asFloatBuffer().limit(floats);
    }

    private static ByteBuffer atLeast(ByteBuffer buffer, long bytes) {
        if (buffer != null && buffer.capacity() >= bytes) {
            return buffer;
        }
        // Powers of two, so that a growing series of runs allocates few times.
        long capacity = Math.max(1024, Long.highestOneBit(bytes - 1) << 1);
        return ByteBuffer.allocateDirect(Math.toIntExact(capacity)).order(ByteOrder.nativeOrder());
    }
}
