/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one ValueInfoProto: the name, element type and shape of a tensor that the graph takes, makes or gives. */
final class DeclaredReader {
    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TYPE_DENOTATION = 6;
    private static final int TENSOR_ELEMENT = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int DIMENSION_PARAMETER = 2;

    private final ProtoReader in;
    private String name = "";
    private ElementType type;
    private List<Long> shape;

    private DeclaredReader(ProtoReader in) {
        this.in = in;
    }

    static Declared read(ProtoReader in, long end) throws IOException, RefusedException {
        DeclaredReader reader = new DeclaredReader(in);
        while (in.nextField(end)) {
            switch (in.field()) {
                case NAME -> {
                    OnnxReader.once(reader.name.isEmpty(), "the name of a declared tensor");
                    reader.name = in.text(end, OnnxReader.MAX_NAME, "the name of a declared tensor");
                }
                case TYPE -> reader.type(in.messageEnd(end));
                default -> in.skip(end);
            }
        }
        return new Declared(reader.name, reader.type == null ? "of unknown type" : reader.type.name(), reader.shape);
    }

    private String what() {
        return "declared tensor [" + name + "]";
    }

    private void type(long end) throws IOException, RefusedException {
        while (in.nextField(end)) {
            switch (in.field()) {
                case TYPE_TENSOR -> tensor(in.messageEnd(end));
                case TYPE_DENOTATION -> in.skip(end);
                default -> throw new RefusedException(what() + " must be a tensor, got something else");
            }
        }
    }

    private void tensor(long end) throws IOException, RefusedException {
        while (in.nextField(end)) {
            switch (in.field()) {
                case TENSOR_ELEMENT -> {
                    OnnxReader.once(type == null, "the element type of " + what());
                    type = ElementType.of(in.number(end), what());
                }
                case TENSOR_SHAPE -> {
                    OnnxReader.once(shape == null, "the shape of " + what());
                    shape = shape(in.messageEnd(end));
                }
                default -> in.skip(end);
            }
        }
    }

    private List<Long> shape(long end) throws IOException, RefusedException {
        List<Long> sizes = new ArrayList<>();
        while (in.nextField(end)) {
            if (in.field() != SHAPE_DIMENSION) {
                in.skip(end);
                continue;
            }
            if (sizes.size() == TensorReader.MAX_RANK) {
                throw new RefusedException(
                        what() + " must have at most [" + TensorReader.MAX_RANK + "] dimensions, got more");
            }
            sizes.add(dimension(in.messageEnd(end)));
        }
        return List.copyOf(sizes);
    }

    private long dimension(long end) throws IOException, RefusedException {
        long size = -1;
        while (in.nextField(end)) {
            if (in.field() == DIMENSION_VALUE) {
                size = in.number(end);
                if (size < 0 || size > Integer.MAX_VALUE) {
                    throw new RefusedException(
                            what() + " must have dimensions in [0, " + Integer.MAX_VALUE + "], got [" + size + "]");
                }
            } else if (in.field() == DIMENSION_PARAMETER) {
                // Last one wins: dim_value and dim_param are one choice.
                in.text(end, OnnxReader.MAX_NAME, "the name of a dimension");
                size = -1;
            } else {
                in.skip(end);
            }
        }
        return size;
    }
}
