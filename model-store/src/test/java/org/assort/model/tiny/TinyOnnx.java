/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.tiny;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes small ONNX files, field by field; what it writes need not be right. */
public final class TinyOnnx {
    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int BOOL = 9;

    private final Message graph = new Message().text(2, "tiny");
    private final Message model = new Message();
    private int opset = 13;

    /** The version of ONNX's own operators; 13 if it is not said. */
    public TinyOnnx opset(int version) {
        opset = version;
        return this;
    }

    public TinyOnnx input(String name, int type, int... shape) {
        graph.message(11, valueInfo(name, type, shape));
        return this;
    }

    public TinyOnnx output(String name, int type, int... shape) {
        graph.message(12, valueInfo(name, type, shape));
        return this;
    }

    /** An output whose shape is not said. */
    public TinyOnnx outputOfAnyShape(String name, int type) {
        Message tensor = new Message().message(1, new Message().number(1, type));
        graph.message(12, new Message().text(1, name).message(2, tensor));
        return this;
    }

    /** Says of a tensor between two nodes what it is. */
    public TinyOnnx between(String name, int type, int... shape) {
        graph.message(13, valueInfo(name, type, shape));
        return this;
    }

    public TinyOnnx node(String op, String output, String... inputs) {
        return node(TinyNode.of(op, output, inputs));
    }

    public TinyOnnx node(TinyNode node) {
        graph.message(1, node.message());
        return this;
    }

    /** A mean over the second axis, which is dropped. */
    public TinyOnnx meanOfTokens(String output, String input) {
        return node(TinyNode.of("ReduceMean", output, input).wholes("axes", 1).whole("keepdims", 0));
    }

    /** A node with a graph of its own inside, never run. */
    public TinyOnnx nested(String op) {
        Message inner = new Message().message(1, TinyNode.of(op, "y", "x").message());
        Message branch = new Message().text(1, "then_branch").message(6, inner).number(20, 5);
        return node(TinyNode.of("If", "z", "condition").attribute(branch));
    }

    public TinyOnnx floats(String name, float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return tensor(tensor(name, all, rows.length, rows[0].length));
    }

    public TinyOnnx tensor(Message tensor) {
        graph.message(5, tensor);
        return this;
    }

    /** Float32 in raw bytes. */
    public static Message tensor(String name, float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return tensor(name, FLOAT, data.array(), shape);
    }

    /** Int64 in raw bytes, of one dimension. */
    public static Message wholes(String name, long... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            data.putLong(value);
        }
        return tensor(name, INT64, data.array(), values.length);
    }

    /** Any type in raw bytes. */
    public static Message tensor(String name, int type, byte[] data, long... shape) {
        Message tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).raw(9, data);
    }

    public TinyOnnx externalFloats(String name, String file) {
        Message location = new Message().text(1, "location").text(2, file);
        return tensor(new Message()
                .number(1, 1)
                .number(2, FLOAT)
                .text(8, name)
                .message(13, location)
                .number(14, 1));
    }

    /** A field of the graph itself. */
    public TinyOnnx graphField(int field, Message value) {
        graph.message(field, value);
        return this;
    }

    /** A field of the model itself. */
    public TinyOnnx modelField(int field, Message value) {
        model.message(field, value);
        return this;
    }

    public byte[] bytes() {
        Message onnx = new Message().text(1, "").number(2, opset);
        Message microsoft = new Message().text(1, "com.microsoft").number(2, 1);
        // IR 8 where a newer set of operators does not ask for a newer one.
        int ir = opset < 20 ? 8 : opset < 21 ? 9 : 10;
        byte[] more = model.bytes();
        byte[] own = new Message()
                .number(1, ir)
                .message(7, graph)
                .message(8, onnx)
                .message(8, microsoft)
                .bytes();
        return ByteBuffer.allocate(own.length + more.length).put(own).put(more).array();
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
