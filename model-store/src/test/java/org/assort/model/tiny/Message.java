/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.tiny;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One protocol buffer message as it grows. */
public final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Message number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public Message text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public Message message(int field, Message value) {
        return raw(field, value.bytes());
    }

    public Message raw(int field, byte[] value) {
        varint(((long) field << 3) | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    public Message fixedFloat(int field, float value) {
        varint(((long) field << 3) | 5);
        bytes.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
