/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads one TensorProto and holds what it says of itself against what it holds. */
final class TensorReader {
    static final int MAX_RANK = 8;

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int SEGMENT = 3;
    private static final int FLOAT_DATA = 4;
    private static final int INT32_DATA = 5;
    private static final int STRING_DATA = 6;
    private static final int INT64_DATA = 7;
    private static final int NAME = 8;
    private static final int RAW_DATA = 9;
    private static final int DOUBLE_DATA = 10;
    private static final int UINT64_DATA = 11;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    private final ProtoReader in;
    private String name = "";
    private long type = -1;
    private final double[] shape = new double[MAX_RANK];
    private int rank;
    private int dataField;
    private long elements;
    private long rawBytes = -1;
    private byte[] raw;
    private double[] typed = new double[16];

    private TensorReader(ProtoReader in) {
        this.in = in;
    }

    static Tensor read(ProtoReader in, long end) throws IOException, RefusedException {
        TensorReader reader = new TensorReader(in);
        while (in.nextField(end)) {
            reader.field(end);
        }
        return reader.tensor();
    }

    private String what() {
        return "tensor [" + name + "]";
    }

    private void field(long end) throws IOException, RefusedException {
        switch (in.field()) {
            case DIMS -> in.numbers(end, this::dimension);
            case DATA_TYPE -> {
                OnnxReader.once(type == -1, "[data_type] of " + what());
                type = in.number(end);
                if (type < 0) {
                    throw new RefusedException(what() + " must have an element type, got [" + type + "]");
                }
            }
            case NAME -> {
                OnnxReader.once(name.isEmpty(), "[name] of " + what());
                name = in.text(end, OnnxReader.MAX_NAME, "the name of a tensor");
            }
            case RAW_DATA -> rawData(end);
            case FLOAT_DATA -> {
                data(FLOAT_DATA);
                in.floats(end, this::element);
            }
            case DOUBLE_DATA -> {
                data(DOUBLE_DATA);
                in.doubles(end, this::element);
            }
            case INT32_DATA, INT64_DATA -> {
                data(in.field());
                in.numbers(end, this::element);
            }
            case EXTERNAL_DATA, DATA_LOCATION -> location(end);
            case STRING_DATA, UINT64_DATA, SEGMENT ->
                throw new RefusedException(what() + " must hold its elements as numbers in one piece, got field ["
                        + in.field() + "] of onnx.proto3");
            default -> in.skip(end);
        }
    }

    private void location(long end) throws IOException, RefusedException {
        if (in.field() == EXTERNAL_DATA || in.number(end) != 0) {
            throw new RefusedException(
                    what() + " keeps weights in other files, which is not supported: save the model as one file");
        }
    }

    private void dimension(double size) throws RefusedException {
        if (rank == MAX_RANK) {
            throw new RefusedException(what() + " must have at most [" + MAX_RANK + "] dimensions, got more");
        }
        if (!(size >= 0 && size <= Integer.MAX_VALUE)) {
            throw new RefusedException(what() + " must have dimensions in [0, " + Integer.MAX_VALUE + "], got ["
                    + OnnxReader.show(size) + "]");
        }
        shape[rank++] = size;
    }

    /** Elements of one tensor stand in one field. */
    private void data(int field) throws RefusedException {
        OnnxReader.once(dataField == 0 || (dataField == field && field != RAW_DATA), "the data of " + what());
        dataField = field;
    }

    private void element(double value) {
        if (elements < Tensor.MAX_NUMBERS) {
            if (elements == typed.length) {
                typed = Arrays.copyOf(typed, typed.length * 2);
            }
            typed[(int) elements] = value;
        }
        elements++;
    }

    private void rawData(long end) throws IOException, RefusedException {
        data(RAW_DATA);
        rawBytes = in.lengthAhead(end);
        if (rawBytes <= Tensor.MAX_NUMBERS * 8L) {
            raw = in.bytes(end, Tensor.MAX_NUMBERS * 8, what());
        } else {
            in.skip(end);
        }
    }

    private Tensor tensor() throws RefusedException {
        ElementType element = ElementType.of(type, what());
        long[] sizes = new long[rank];
        long count = 1;
        for (int i = 0; i < rank; i++) {
            sizes[i] = (long) shape[i];
            count = Sizes.times(count, sizes[i]);
        }
        if (dataField == RAW_DATA) {
            if (Sizes.times(count, element.bytes()) != rawBytes) {
                throw new RefusedException(what() + " of " + element + " " + Arrays.toString(sizes) + " must have ["
                        + Sizes.times(count, element.bytes()) + "] bytes, got [" + rawBytes + "]");
            }
        } else if (count != elements || (dataField != 0 && dataField != home(element))) {
            throw new RefusedException(what() + " of " + element + " " + Arrays.toString(sizes) + " must have [" + count
                    + "] elements in field [" + home(element) + "] of onnx.proto3, got [" + elements + "] in ["
                    + dataField + "]");
        }
        return new Tensor(name, element, sizes, count > Tensor.MAX_NUMBERS ? null : numbers(element, (int) count));
    }

    /** The field in which elements of a type stand if they are not raw. */
    private static int home(ElementType type) {
        return switch (type) {
            case FLOAT -> FLOAT_DATA;
            case DOUBLE -> DOUBLE_DATA;
            case INT64 -> INT64_DATA;
            case UINT8, INT8, INT32, BOOL, FLOAT16 -> INT32_DATA;
        };
    }

    private double[] numbers(ElementType element, int count) {
        double[] numbers = Arrays.copyOf(typed, count);
        if (raw == null) {
            if (element == ElementType.FLOAT16) {
                Arrays.setAll(numbers, i -> Float.float16ToFloat((short) numbers[i]));
            }
            return numbers;
        }
        ByteBuffer data = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (element) {
                case FLOAT -> data.getFloat();
                case DOUBLE -> data.getDouble();
                case INT64 -> data.getLong();
                case INT32 -> data.getInt();
                case FLOAT16 -> Float.float16ToFloat(data.getShort());
                case INT8 -> data.get();
                case UINT8, BOOL -> data.get() & 0xff;
            };
        }
        return numbers;
    }
}
