/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes small ONNX files, field by field. */
final class TinyOnnx {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    private final Message graph = new Message().text(2, "tiny");

    /** One protocol buffer message as it grows. */
    static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return raw(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return raw(field, value.bytes.toByteArray());
        }

        Message raw(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
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

    TinyOnnx input(String name, int type, int... shape) {
        graph.message(11, valueInfo(name, type, shape));
        return this;
    }

    TinyOnnx output(String name, int type, int... shape) {
        graph.message(12, valueInfo(name, type, shape));
        return this;
    }

    TinyOnnx node(String op, String output, String... inputs) {
        graph.message(1, nodeMessage(op, output, inputs));
        return this;
    }

    /** A mean over the second axis, which is dropped. */
    TinyOnnx meanOfTokens(String output, String input) {
        Message axes = new Message().text(1, "axes").number(8, 1).number(20, 7);
        Message keep = new Message().text(1, "keepdims").number(3, 0).number(20, 2);
        graph.message(
                1, nodeMessage("ReduceMean", output, input).message(5, axes).message(5, keep));
        return this;
    }

    /** A node with a graph of its own inside, never run. */
    TinyOnnx nested(String op) {
        Message inner = new Message().message(1, nodeMessage(op, "y", "x"));
        Message branch = new Message().text(1, "then_branch").message(6, inner);
        graph.message(1, nodeMessage("If", "z", "condition").message(5, branch));
        return this;
    }

    TinyOnnx floats(String name, float[][] rows) {
        ByteBuffer data = ByteBuffer.allocate(rows.length * rows[0].length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float v : row) {
                data.putFloat(v);
            }
        }
        graph.message(
                5,
                new Message()
                        .number(1, rows.length)
                        .number(1, rows[0].length)
                        .number(2, FLOAT)
                        .text(8, name)
                        .raw(9, data.array()));
        return this;
    }

    TinyOnnx externalFloats(String name, String file) {
        Message location = new Message().text(1, "location").text(2, file);
        graph.message(
                5,
                new Message()
                        .number(1, 1)
                        .number(2, FLOAT)
                        .text(8, name)
                        .message(13, location)
                        .number(14, 1));
        return this;
    }

    byte[] bytes() {
        Message opset = new Message().text(1, "").number(2, 13);
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, opset)
                .bytes
                .toByteArray();
    }

    private static Message nodeMessage(String op, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, op);
    }

    private static Message valueInfo(String name, int type, int... shape) {
        Message dimensions = new Message();
        for (int i = 0; i < shape.length; i++) {
            dimensions.message(1, shape[i] < 0 ? new Message().text(2, "axis" + i) : new Message().number(1, shape[i]));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}
