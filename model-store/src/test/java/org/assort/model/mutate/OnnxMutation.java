/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.mutate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assort.model.mutate.ProtoTree.Field;
import org.assort.model.tiny.TinyOperators;

/** Changes an ONNX file by its fields, one to three of them, so that most of what comes out is still one. */
final class OnnxMutation {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        5,
        7,
        8,
        13,
        16,
        31,
        64,
        127,
        128,
        255,
        256,
        1000,
        4096,
        65535,
        65536,
        1 << 20,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        (1L << 32) + 1,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final int[] TYPES = {1, 2, 3, 6, 7, 9, 10, 11};
    private static final float[] FLOATS = {
        0, -0f, 1, -1, 0.5f, 1e-30f, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e9f, -3e9f
    };

    private final Random random;
    private final List<String> done = new ArrayList<>();

    private OnnxMutation(Random random) {
        this.random = random;
    }

    /** Where a field stands. */
    private record Place(ProtoTree in, int index) {
        Field field() {
            return in.fields.get(index);
        }

        /** The same fields of the same kinds of messages have one name. */
        String name() {
            return in.kind + "." + field().number;
        }
    }

    static Mutant of(byte[] model, Random random) {
        OnnxMutation mutation = new OnnxMutation(random);
        ProtoTree tree = ProtoTree.model(model);
        for (int i = 1 + Math.min(2, random.nextInt(5) / 2); i > 0; i--) {
            mutation.change(tree);
        }
        return new Mutant(tree.bytes(), String.join(", ", mutation.done));
    }

    private void change(ProtoTree tree) {
        // By name first: a model has a thousand names of inputs and one version.
        Map<String, List<Place>> places = new TreeMap<>();
        collect(tree, places);
        List<String> names = List.copyOf(places.keySet());
        String name = names.get(random.nextInt(names.size()));
        List<Place> alike = places.get(name);
        Place place = alike.get(random.nextInt(alike.size()));
        String what;
        if (place.in().kind.equals("tensor") && random.nextBoolean()) {
            what = refit(place.in());
        } else if (random.nextInt(6) == 0) {
            what = restructure(place, alike);
        } else {
            what = switch (place.field().wire) {
                case ProtoTree.VARINT -> number(place.field());
                case ProtoTree.FIXED32 -> fraction(place.field());
                case ProtoTree.FIXED64 -> number(place.field());
                default -> place.field().child != null ? restructure(place, alike) : content(place, alike);
            };
        }
        done.add(name + " at " + place.index() + " " + what);
    }

    private static void collect(ProtoTree tree, Map<String, List<Place>> places) {
        for (int i = 0; i < tree.fields.size(); i++) {
            Place place = new Place(tree, i);
            places.computeIfAbsent(place.name(), name -> new ArrayList<>()).add(place);
            if (place.field().child != null) {
                collect(place.field().child, places);
            }
        }
    }

    private String number(Field field) {
        long before = field.value;
        field.value = switch (random.nextInt(5)) {
            case 0 -> before + 1;
            case 1 -> before - 1;
            case 2 -> before * 2;
            default -> NUMBERS[random.nextInt(NUMBERS.length)];
        };
        return before + " to " + field.value;
    }

    private String fraction(Field field) {
        float after = FLOATS[random.nextInt(FLOATS.length)];
        field.value = Float.floatToRawIntBits(after);
        return "to " + after;
    }

    /** Leaves out, doubles, exchanges or replaces by one of the same kind. */
    private String restructure(Place place, List<Place> alike) {
        List<Field> fields = place.in().fields;
        Field field = place.field();
        Field other = alike.get(random.nextInt(alike.size())).field();
        return switch (random.nextInt(5)) {
            case 0 -> {
                fields.remove(place.index());
                yield "left out";
            }
            case 1 -> {
                fields.add(place.index(), field.copy());
                yield "doubled";
            }
            case 2 -> {
                fields.remove(place.index());
                fields.add(random.nextInt(fields.size() + 1), field);
                yield "moved";
            }
            case 3 -> {
                fields.add(random.nextInt(fields.size() + 1), other.copy());
                yield "one more";
            }
            default -> {
                fields.set(place.index(), other.copy());
                yield "replaced";
            }
        };
    }

    /** Another shape or type, and as many elements as it says: a file that is whole and a tensor that fits nothing. */
    private String refit(ProtoTree tensor) {
        List<Field> sizes = tensor.fields.stream()
                .filter(field -> field.number == 1 && field.wire == ProtoTree.VARINT)
                .toList();
        Field data = only(tensor, 9);
        Field type = only(tensor, 2);
        if (data == null || type == null) {
            return "as it was";
        }
        if (sizes.isEmpty() || random.nextInt(3) == 0) {
            Field size = new Field(1, ProtoTree.VARINT);
            size.value = 1L + random.nextInt(3);
            tensor.fields.addFirst(size);
        } else if (random.nextInt(3) == 0) {
            tensor.fields.remove(sizes.getFirst());
        } else {
            sizes.get(random.nextInt(sizes.size())).value = new int[] {0, 1, 2, 3, 5, 8, 17, 100}[random.nextInt(8)];
        }
        if (random.nextInt(4) == 0) {
            type.value = TYPES[random.nextInt(TYPES.length)];
        }
        long bytes =
                switch ((int) type.value) {
                    case 7, 11 -> 8L;
                    case 1, 6 -> 4L;
                    case 10 -> 2L;
                    default -> 1L;
                };
        StringBuilder shape = new StringBuilder();
        for (Field field : tensor.fields) {
            if (field.number == 1 && field.wire == ProtoTree.VARINT) {
                bytes *= field.value;
                shape.append(' ').append(field.value);
            }
        }
        if (bytes < 0 || bytes > 4_000_000) {
            return "of no size to be had";
        }
        data.bytes = Arrays.copyOf(data.bytes, (int) bytes);
        return "refitted to type " + type.value + " of" + shape;
    }

    private static Field only(ProtoTree tensor, int number) {
        List<Field> fields =
                tensor.fields.stream().filter(field -> field.number == number).toList();
        return fields.size() == 1 ? fields.getFirst() : null;
    }

    private String content(Place place, List<Place> alike) {
        Field field = place.field();
        if (place.name().equals("tensor.9")) {
            return raw(field);
        }
        byte[] other = alike.get(random.nextInt(alike.size())).field().bytes;
        field.bytes = switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> "x".repeat(600).getBytes(StandardCharsets.UTF_8);
            case 2 -> new byte[] {(byte) 0xff, 0, (byte) 0x80};
            case 3 -> "input_ids".getBytes(StandardCharsets.UTF_8);
            case 4 -> Arrays.copyOf(field.bytes, random.nextInt(field.bytes.length + 1));
            default -> place.name().equals("node.4") && random.nextBoolean() ? operator() : other;
        };
        return "to ["
                + new String(field.bytes, 0, Math.min(40, field.bytes.length), StandardCharsets.ISO_8859_1)
                        .replaceAll("[^ -~]", "?")
                + "] of " + field.bytes.length;
    }

    private byte[] operator() {
        List<String> all = Operators.NAMES;
        return all.get(random.nextInt(all.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** Elements of a tensor: as many as before, or not. */
    private String raw(Field field) {
        int kind = random.nextInt(6);
        byte[] bytes =
                switch (kind) {
                    case 0 -> Arrays.copyOf(field.bytes, random.nextInt(field.bytes.length + 1));
                    case 1 -> Arrays.copyOf(field.bytes, field.bytes.length + 1 + random.nextInt(16));
                    case 2 -> filled(field.bytes, Float.floatToRawIntBits(FLOATS[random.nextInt(FLOATS.length)]), 4);
                    case 3 -> filled(field.bytes, NUMBERS[random.nextInt(NUMBERS.length)], 8);
                    case 4 -> filled(field.bytes, random.nextInt(256), 1);
                    default -> sprinkled(field.bytes);
                };
        field.bytes = bytes;
        return String.format(Locale.ROOT, "elements changed (%d), %d bytes", kind, bytes.length);
    }

    private byte[] sprinkled(byte[] before) {
        byte[] bytes = before.clone();
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** One place or all. */
    private byte[] filled(byte[] before, long value, int width) {
        byte[] bytes = before.clone();
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.length / width;
        int one = count == 0 || random.nextBoolean() ? -1 : random.nextInt(count);
        for (int i = 0; i < count; i++) {
            if (one == -1 || one == i) {
                switch (width) {
                    case 1 -> data.put(i, (byte) value);
                    case 4 -> data.putInt(i * 4, (int) value);
                    default -> data.putLong(i * 8, value);
                }
            }
        }
        return bytes;
    }

    /** Names that a node's operator may be changed to: those of the samples, and some that are never allowed. */
    private static final class Operators {
        static final List<String> NAMES = names();

        private static List<String> names() {
            List<String> names = new ArrayList<>(List.of("Loop", "If", "Scan", "NonZero", "Einsum", "Pad", "TopK"));
            TinyOperators.all().forEach(sample -> names.add(sample.operator().replace("com.microsoft.", "")));
            return List.copyOf(names);
        }
    }
}
