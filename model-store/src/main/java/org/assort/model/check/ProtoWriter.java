/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the protocol buffer wire format as it grows; {@link ProtoReader} reads it. */
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    ProtoWriter number(int field, long value) {
        key(field, ProtoReader.VARINT);
        varint(value);
        return this;
    }

    ProtoWriter fixedFloat(int field, float value) {
        key(field, ProtoReader.FIXED32);
        out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    ProtoWriter text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter inner) {
        return bytes(field, inner.bytes());
    }

    /** What stands before a message of so many bytes. */
    ProtoWriter head(int field, long length) {
        key(field, ProtoReader.MESSAGE);
        varint(length);
        return this;
    }

    private ProtoWriter bytes(int field, byte[] bytes) {
        head(field, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void key(int field, int wire) {
        varint(((long) field << 3) | wire);
    }

    private void varint(long value) {
        long left = value;
        while (left > 0x7f) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
