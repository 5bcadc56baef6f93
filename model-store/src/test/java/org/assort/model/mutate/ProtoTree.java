/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A protocol buffer message taken apart, of which any field can be changed and which can be written again. */
final class ProtoTree {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    /** Kinds of messages in an ONNX file, with the kinds of those in them by field number. */
    private static final Map<String, Map<Integer, String>> MESSAGES = Map.of(
            "model", Map.of(7, "graph", 8, "opset"),
            "graph", Map.of(1, "node", 5, "tensor", 11, "declared", 12, "declared", 13, "declared"),
            "node", Map.of(5, "attribute"),
            "attribute", Map.of(5, "tensor"),
            "declared", Map.of(2, "type"),
            "type", Map.of(1, "tensortype"),
            "tensortype", Map.of(2, "shape"),
            "shape", Map.of(1, "dimension"));

    /** One field; a message has a child, all others have a number or bytes. */
    static final class Field {
        final int number;
        final int wire;
        long value;
        byte[] bytes;
        ProtoTree child;

        Field(int number, int wire) {
            this.number = number;
            this.wire = wire;
        }

        Field copy() {
            Field copy = new Field(number, wire);
            copy.value = value;
            copy.bytes = bytes;
            copy.child = child == null ? null : child.copy();
            return copy;
        }
    }

    final String kind;
    final List<Field> fields = new ArrayList<>();

    private ProtoTree(String kind) {
        this.kind = kind;
    }

    static ProtoTree model(byte[] bytes) {
        return read("model", ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    ProtoTree copy() {
        ProtoTree copy = new ProtoTree(kind);
        fields.forEach(field -> copy.fields.add(field.copy()));
        return copy;
    }

    private static ProtoTree read(String kind, ByteBuffer in) {
        ProtoTree tree = new ProtoTree(kind);
        while (in.hasRemaining()) {
            long key = varint(in);
            Field field = new Field((int) (key >>> 3), (int) (key & 7));
            switch (field.wire) {
                case VARINT -> field.value = varint(in);
                case FIXED64 -> field.value = in.getLong();
                case FIXED32 -> field.value = in.getInt();
                default -> {
                    int length = (int) varint(in);
                    String inner = MESSAGES.getOrDefault(kind, Map.of()).get(field.number);
                    if (inner == null) {
                        field.bytes = new byte[length];
                        in.get(field.bytes);
                    } else {
                        field.child =
                                read(inner, in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN));
                        in.position(in.position() + length);
                    }
                }
            }
            tree.fields.add(field);
        }
        return tree;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            varint(out, ((long) field.number << 3) | field.wire);
            switch (field.wire) {
                case VARINT -> varint(out, field.value);
                case FIXED64 -> little(out, field.value, 8);
                case FIXED32 -> little(out, field.value, 4);
                default -> {
                    byte[] bytes = field.child == null ? field.bytes : field.child.bytes();
                    varint(out, bytes.length);
                    out.writeBytes(bytes);
                }
            }
        }
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void little(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
