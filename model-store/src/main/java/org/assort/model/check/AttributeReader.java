/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.util.Arrays;

/** Reads one AttributeProto. What it says it is and what it holds must be the same. */
final class AttributeReader {
    static final int MAX_NUMBERS = 1024;
    static final int MAX_TEXT = 256;

    private static final int NAME = 1;
    private static final int DOC_STRING = 13;
    private static final int TYPE = 20;
    private static final int REFERENCE = 21;

    /** Kinds by number, each with the field that holds it: no kind that is allowed has a graph or a text list. */
    private enum Kind {
        FLOAT(1, 2),
        INT(2, 3),
        STRING(3, 4),
        TENSOR(4, 5),
        FLOATS(6, 7),
        INTS(7, 8);

        private final int number;
        private final int field;

        Kind(int number, int field) {
            this.number = number;
            this.field = field;
        }
    }

    private final ProtoReader in;
    private String name = "";
    private long type = -1;
    private Kind held;
    private double number;
    private String text = "";
    private double[] numbers = {};
    private Tensor tensor;

    private AttributeReader(ProtoReader in) {
        this.in = in;
    }

    static Attribute read(ProtoReader in, long end) throws IOException, RefusedException {
        AttributeReader reader = new AttributeReader(in);
        while (in.nextField(end)) {
            reader.field(end);
        }
        return reader.attribute();
    }

    /** A float as it is read here. */
    static ProtoWriter written(String name, float value) {
        return new ProtoWriter()
                .text(NAME, name)
                .fixedFloat(Kind.FLOAT.field, value)
                .number(TYPE, Kind.FLOAT.number);
    }

    private String what() {
        return "attribute [" + name + "]";
    }

    private void field(long end) throws IOException, RefusedException {
        switch (in.field()) {
            case NAME -> {
                OnnxReader.once(name.isEmpty(), "the name of an attribute");
                name = in.text(end, OnnxReader.MAX_NAME, "the name of an attribute");
            }
            case TYPE -> {
                OnnxReader.once(type == -1, "the type of " + what());
                type = in.number(end);
            }
            case DOC_STRING -> in.skip(end);
            case REFERENCE -> throw new RefusedException(what() + " must have a value, got a reference to another");
            default -> value(kind(in.field()), end);
        }
    }

    private Kind kind(int field) throws RefusedException {
        for (Kind kind : Kind.values()) {
            if (kind.field == field) {
                return kind;
            }
        }
        throw new RefusedException(what() + " must be one of " + Arrays.toString(Kind.values()) + ", got field ["
                + field + "] of onnx.proto3");
    }

    private void value(Kind kind, long end) throws IOException, RefusedException {
        boolean list = kind == Kind.FLOATS || kind == Kind.INTS;
        OnnxReader.once(held == null || (held == kind && list), "the value of " + what());
        held = kind;
        switch (kind) {
            case FLOAT -> number = in.fixedFloat(end);
            case INT -> number = in.number(end);
            case STRING -> text = in.text(end, MAX_TEXT, what());
            case TENSOR -> tensor = TensorReader.read(in, in.messageEnd(end));
            case FLOATS -> in.floats(end, this::add);
            case INTS -> in.numbers(end, this::add);
        }
    }

    private void add(double value) throws RefusedException {
        if (numbers.length == MAX_NUMBERS) {
            throw new RefusedException(what() + " must have at most [" + MAX_NUMBERS + "] numbers, got more");
        }
        numbers = Arrays.copyOf(numbers, numbers.length + 1);
        numbers[numbers.length - 1] = value;
    }

    private Attribute attribute() throws RefusedException {
        Kind said = null;
        for (Kind kind : Kind.values()) {
            said = kind.number == type ? kind : said;
        }
        if (said == null || (held != null && held != said) || (said == Kind.TENSOR && tensor == null)) {
            throw new RefusedException(what() + " must be one of " + Arrays.toString(Kind.values())
                    + " and hold what it says, got type [" + type + "] with " + (held == null ? "nothing" : held)
                    + " in it");
        }
        return new Attribute(name, number, text, numbers, tensor);
    }
}
