/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import static org.assort.model.tiny.TinyOnnx.FLOAT;
import static org.assort.model.tiny.TinyOnnx.INT64;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assort.model.tiny.Message;
import org.assort.model.tiny.TinyNode;
import org.assort.model.tiny.TinyOnnx;
import org.assort.model.tiny.TinyOperators;
import org.junit.Test;

/** Each rule of a graph, with what is said when it is broken. */
public final class OnnxModelTests extends RandomizedTest {
    private static final int TOKENS = 256;

    @Test
    public void everyOperatorThatIsAllowedHasASample() {
        Set<String> allowed = new TreeSet<>(Operators.ONNX);
        Operators.MICROSOFT.forEach(op -> allowed.add("com.microsoft." + op));
        assertEquals(
                allowed,
                TinyOperators.all().stream()
                        .map(TinyOperators.Sample::operator)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    public void operators() throws Exception {
        refused(
                graph().node("Loop", "x", "rows"),
                "node [x], a [Loop], must have an operator of sentence encoders, one of [Abs, ");
        refused(
                graph().nested("Add"),
                "attribute [then_branch] must be one of [FLOAT, INT, STRING, TENSOR, FLOATS, INTS], got field [6]");
        refused(
                graph().node(TinyNode.of("Add", "x", "rows", "rows").domain("my.company")),
                "a [my.company.Add], must have an operator of the domain [ai.onnx] or [com.microsoft], got [my.company]");
        refused(
                graph().node(TinyNode.of("Rfft", "x", "rows").domain("com.microsoft")),
                "must have an operator of sentence encoders, one of [Attention, ");
        assertTrue(check(graph().node(TinyNode.of("Add", "x", "rows", "rows").domain("ai.onnx")))
                        .inputs()
                        .size()
                == 1);
        assertTrue(check(graph().node(TinyNode.of("DynamicQuantizeLinear", "x", "rows")
                        .output("y")
                        .output("z")))
                .quantisedAtRunTime());
    }

    @Test
    public void versions() throws Exception {
        refused(graph().opset(6), "the version of operator set [ai.onnx] must be in [7, 25], got [6]");
        refused(graph().opset(26), "must be in [7, 25], got [26]");
        refused(new Message().message(7, new Message()).bytes(), "[ir_version] must be in [3, 13], got none");
        refused(new Message().number(1, 8).message(7, new Message()).bytes(), "[ai.onnx] must be in [7, 25], got none");
    }

    @Test
    public void namesAndOrder() throws Exception {
        refused(
                graph().node("Abs", "x", "nothing"),
                "must have inputs that are made by a node, given to the graph or stored in it, got [nothing]");
        refused(graph().node("Abs", "rows", "rows"), "output must have a name of its own, got [rows]");
        refused(graph().node("Abs", "table", "rows"), "output must have a name of its own, got [table]");
        refused(graph().input("input_ids", INT64, -1, -1), "input must have a name of its own, got [input_ids]");
        refused(graph().node("Abs", "a", "b").node("Abs", "b", "a"), "must not wait for its own output, it does");
        refused(graph().output("elsewhere", FLOAT, 1), "output [elsewhere] must be made by a node, it is not");
        refused(graph().floats("table", new float[1][1]), "tensor [table] must come once, got it again");
        TinyOnnx unsorted =
                graph().node("Abs", "b", "a").node("Abs", "a", "rows").output("b", FLOAT, -1, -1, 2);
        assertEquals(List.of(1L, 5L, 2L), check(unsorted).checkRun(1, 5).get("b"));
        // Files of before 2019 declare their weights among the inputs.
        assertEquals(1, check(graph().input("table", FLOAT, 3, 2)).inputs().size());
    }

    @Test
    public void tensors() throws Exception {
        refusedTensor(
                TinyOnnx.tensor("w", FLOAT, new byte[20], 2, 3),
                "tensor [w] of FLOAT [2, 3] must have [24] bytes, got [20]");
        refusedTensor(
                TinyOnnx.tensor("w", FLOAT, new byte[0], 1L << 31, 1L << 31),
                "must have dimensions in [0, 2147483647], got [2147483648]");
        long most = Integer.MAX_VALUE;
        refusedTensor(
                TinyOnnx.tensor("w", INT64, new byte[8], most, most, most, most),
                "must have [9223372036854775807] bytes, got [8]");
        refusedTensor(
                TinyOnnx.tensor("w", FLOAT, new byte[4], -1), "must have dimensions in [0, 2147483647], got [-1]");
        refusedTensor(
                TinyOnnx.tensor("w", FLOAT, new byte[4], 1, 1, 1, 1, 1, 1, 1, 1, 1),
                "must have at most [8] dimensions, got more");
        refusedTensor(
                TinyOnnx.tensor("w", 8, new byte[4], 1),
                "tensor [w] must be of an element type among [FLOAT=1, UINT8=2, ");
        refusedTensor(TinyOnnx.tensor("w", (1 << 30) + 1, new byte[4], 1), "got [1073741825]");
        refusedTensor(
                new Message().number(1, 2).number(2, FLOAT).text(8, "w").fixedFloat(4, 1),
                "must have [2] elements in field [4] of onnx.proto3, got [1] in [4]");
        refusedTensor(
                new Message().number(1, 1).number(2, FLOAT).text(8, "w").number(5, 1),
                "must have [1] elements in field [4] of onnx.proto3, got [1] in [5]");
        refusedTensor(
                new Message()
                        .number(1, 1)
                        .number(2, FLOAT)
                        .text(8, "w")
                        .fixedFloat(4, 1)
                        .raw(9, new byte[4]),
                "the data of tensor [w] must come once");
        refusedTensor(
                new Message().number(2, FLOAT).text(8, "w").text(6, "a"),
                "must hold its elements as numbers in one piece, got field [6]");
        refusedTensor(TinyOnnx.tensor("", FLOAT, new byte[4], 1), "each tensor must have a name, got one without");
        refused(
                graph().externalFloats("w", "w.bin"),
                "tensor [w] keeps weights in other files, which is not supported: save the model as one file");
        refused(graph().graphField(15, new Message()), "its tensors must be dense, got a sparse one");
    }

    @Test
    public void attributes() throws Exception {
        refusedAttribute(
                new Message().text(1, "a").number(3, 1).number(20, 1),
                "attribute [a] must be one of [FLOAT, INT, STRING, TENSOR, FLOATS, INTS] and hold what it says, got type [1] with INT in it");
        refusedAttribute(new Message().text(1, "a").number(3, 1), "got type [-1] with INT in it");
        refusedAttribute(new Message().text(1, "a").number(20, 4), "got type [4] with nothing in it");
        refusedAttribute(
                new Message().text(1, "a").text(21, "b").number(20, 2),
                "attribute [a] must have a value, got a reference to another");
        refusedAttribute(
                new Message().text(1, "a").text(4, "x".repeat(257)).number(20, 3),
                "attribute [a] must have at most [256] bytes, got [257]");
        Message many = new Message().text(1, "a").number(20, 7);
        for (int i = 0; i <= AttributeReader.MAX_NUMBERS; i++) {
            many.number(8, i);
        }
        refusedAttribute(many, "attribute [a] must have at most [1024] numbers, got more");
        refused(
                graph().node(TinyNode.of("Abs", "x", "rows").whole("a", 1).whole("a", 2)),
                "attribute [a] of a node must come once, got it again");
    }

    @Test
    public void nothingBesideTheGraph() throws Exception {
        refused(graph().modelField(25, new Message()), "it must be a graph alone, got functions of its own");
        refused(graph().modelField(20, new Message()), "it must be a graph alone, got training information");
        refused(graph().modelField(7, new Message()), "the graph must come once, got it again");
        refused(graph().node("A".repeat(513), "x"), "the operator of a node must have at most [512] bytes, got [513]");
        refused(
                graph().graphField(1, new Message().raw(4, new byte[] {(byte) 0xff})),
                "the operator of a node must be UTF-8, got [-1]");
        Message sequence = new Message().text(1, "s").message(2, new Message().message(4, new Message()));
        refused(graph().graphField(13, sequence), "declared tensor [s] must be a tensor, got something else");
        TinyOnnx many = graph();
        for (int i = 0; i < OnnxReader.MAX_NODES; i++) {
            many.node("Abs", "x" + i, "rows");
        }
        refused(many, "it must have at most [20000] nodes, got more");
    }

    @Test
    public void whatARunMakes() throws Exception {
        TinyOnnx fill =
                graph().tensor(TinyOnnx.wholes("shape", 1 << 20, 1 << 10)).node("ConstantOfShape", "x", "shape");
        refusedRun(
                fill,
                "node [x], a [ConstantOfShape], must take at most [268435456] elements in an output, got [1073741824] where it makes [1048576, 1024]");
        TinyOnnx huge =
                graph().tensor(TinyOnnx.wholes("shape", Long.MAX_VALUE, 4)).node("ConstantOfShape", "x", "shape");
        refusedRun(huge, "must make sizes in [0, 268435456], got [9223372036854775807]");
        // Each token with each other, and again: no number in the file is large.
        TinyOnnx squares = graph().tensor(TinyOnnx.wholes("flat", -1, 1))
                .node("Reshape", "a", "rows", "flat")
                .node(TinyNode.of("Transpose", "b", "a"))
                .node("MatMul", "c", "a", "b")
                .node("Reshape", "d", "c", "flat")
                .node(TinyNode.of("Transpose", "e", "d"))
                .node("MatMul", "f", "d", "e");
        refusedRun(
                squares,
                "node [f], a [MatMul], must take at most [268435456] elements in an output, got [68719476736]");
        TinyOnnx words = graph().node("ReduceMax", "most", "input_ids")
                .tensor(TinyOnnx.wholes("one", 1))
                .node("Expand", "x", "rows", "most");
        refusedRun(words, "must make what has a size known before a run, got one that depends on the words of a text");
        TinyOnnx slow = graph().tensor(TinyOnnx.wholes("shape", 1 << 13, 1 << 13))
                .node("ConstantOfShape", "x", "shape")
                .node("MatMul", "y", "x", "x");
        refusedRun(slow, "node [y], a [MatMul], must take at most [68719476736] operations, got [549822922752]");
        TinyOnnx held = graph().tensor(TinyOnnx.wholes("shape", 1 << 13, 1 << 14));
        for (int i = 0; i < 5; i++) {
            held.node("ConstantOfShape", "x" + i, "shape");
        }
        refusedRun(
                held.node("Sum", "y", "x0", "x1", "x2", "x3", "x4"),
                "must take at most [2147483648] bytes held at once, got [2147485696] where it makes");
    }

    /** A size made of numbers that overflow or are rounded is no size that can be told. */
    @Test
    public void arithmeticThatIsNotExactIsNotTrusted() throws Exception {
        TinyOnnx overflow = graph().tensor(TinyOnnx.wholes("big", 1L << 62))
                .node("Mul", "zero", "big", "big")
                .tensor(TinyOnnx.wholes("one", 1))
                .node("Add", "size", "zero", "one")
                .node("ConstantOfShape", "x", "size");
        refusedRun(overflow, "must make what has a size known before a run");
        TinyOnnx exact = graph().tensor(TinyOnnx.wholes("big", 1L << 20))
                .tensor(TinyOnnx.wholes("most", (1L << 20) - 3))
                .node("Sub", "size", "big", "most")
                .node("ConstantOfShape", "x", "size")
                .output("x", FLOAT, -1);
        assertEquals(List.of(3L), check(exact).checkRun(1, 1).get("x"));
    }

    /** Damage is refused or is not noticed; never another exception, never a loop. */
    @Test
    @Repeat(iterations = 200)
    public void damage() throws Exception {
        List<TinyOperators.Sample> samples = TinyOperators.all();
        byte[] bytes =
                samples.get(randomIntBetween(0, samples.size() - 1)).model().bytes();
        for (int i = randomIntBetween(1, 4); i > 0; i--) {
            bytes[randomIntBetween(0, bytes.length - 1)] = (byte) randomIntBetween(-128, 127);
        }
        byte[] damaged = randomBoolean() ? bytes : Arrays.copyOf(bytes, randomIntBetween(0, bytes.length));
        try {
            Map<String, List<Long>> shapes = check(damaged).checkRun(1, TOKENS);
            assertTrue(shapes.size() < damaged.length);
        } catch (RefusedException e) {
            assertTrue(e.getMessage(), e.getMessage().length() > 10);
        }
    }

    @Test
    public void aCutAnywhereInTheGraphIsNoticed() {
        byte[] bytes = graph().bytes();
        // The operator sets are fields of their own after the graph.
        int cut = randomIntBetween(0, bytes.length - 30);
        assertThrows(RefusedException.class, () -> check(Arrays.copyOf(bytes, cut)));
    }

    private static TinyOnnx graph() {
        return new TinyOnnx()
                .input("input_ids", INT64, -1, -1)
                .floats("table", new float[3][2])
                .node("Gather", "rows", "table", "input_ids");
    }

    private OnnxModel check(TinyOnnx model) throws IOException, RefusedException {
        return check(model.bytes());
    }

    private OnnxModel check(byte[] bytes) throws IOException, RefusedException {
        Path file = Files.write(newTempDir().resolve("m.onnx"), bytes);
        return OnnxModel.check(file);
    }

    private void refused(TinyOnnx model, String why) {
        refused(model.bytes(), why);
    }

    private void refused(byte[] model, String why) {
        assertThat(assertThrows(RefusedException.class, () -> check(model)).getMessage(), containsString(why));
    }

    private void refusedTensor(Message tensor, String why) {
        refused(graph().tensor(tensor), why);
    }

    private void refusedAttribute(Message attribute, String why) {
        refused(graph().node(TinyNode.of("Abs", "x", "rows").attribute(attribute)), why);
    }

    private void refusedRun(TinyOnnx model, String why) throws Exception {
        OnnxModel checked = check(model);
        assertThat(
                assertThrows(RefusedException.class, () -> checked.checkRun(1, TOKENS))
                        .getMessage(),
                containsString(why));
    }
}
