/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an ONNX file (field numbers from onnx.proto3) as far as a check needs it: weights are skipped, all else is bounded
 * in number and length. What protocol buffers would take in silence, such as a field that comes twice, is refused, so that
 * this reader and ONNX Runtime's cannot see two different models.
 */
final class OnnxReader {
    /** ONNX Runtime reads no larger one; protocol buffers end there. */
    static final long MAX_BYTES = Integer.MAX_VALUE;

    static final int MAX_NAME = 512;
    static final int MAX_NODES = 20_000;
    static final int MAX_TENSORS = 20_000;
    static final int MAX_DECLARED = 100_000;
    static final int MAX_ENDS = 256;
    static final int MAX_OPSETS = 32;

    private static final int MODEL_IR_VERSION = 1;
    static final int MODEL_GRAPH = 7;
    static final int MODEL_OPSET_IMPORT = 8;
    private static final int MODEL_TRAINING = 20;
    private static final int MODEL_FUNCTIONS = 25;
    static final int OPSET_DOMAIN = 1;
    static final int OPSET_VERSION = 2;
    static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int GRAPH_VALUE_INFO = 13;
    private static final int GRAPH_SPARSE_INITIALIZER = 15;
    static final int NODE_INPUT = 1;
    static final int NODE_OUTPUT = 2;
    static final int NODE_NAME = 3;
    static final int NODE_OP_TYPE = 4;
    static final int NODE_ATTRIBUTE = 5;
    static final int NODE_DOMAIN = 7;
    private static final int NODE_OVERLOAD = 8;

    private final ProtoReader in;
    private long irVersion = -1;
    private final Map<String, Long> opsets = new HashMap<>();
    private boolean graphRead;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final List<Declared> inputs = new ArrayList<>();
    private final List<Declared> outputs = new ArrayList<>();
    private int between;

    private OnnxReader(ProtoReader in) {
        this.in = in;
    }

    /** Reads a file; what it says is not yet held against the rules of a graph. */
    static OnnxFile read(Path file) throws IOException, RefusedException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() > MAX_BYTES) {
                throw new RefusedException(
                        "it must have at most [" + MAX_BYTES + "] bytes, got [" + channel.size() + "]");
            }
            OnnxReader reader = new OnnxReader(new ProtoReader(channel));
            reader.model(channel.size());
            return new OnnxFile(
                    reader.irVersion, reader.opsets, reader.nodes, reader.tensors, reader.inputs, reader.outputs);
        }
    }

    /** A field that may come once does; the condition is that it has not come before. */
    static void once(boolean first, String what) throws RefusedException {
        if (!first) {
            throw new RefusedException(what + " must come once, got it again");
        }
    }

    static void atMost(int limit, int count, String what) throws RefusedException {
        if (count >= limit) {
            throw new RefusedException("it must have at most [" + limit + "] " + what + ", got more");
        }
    }

    /** Whole numbers as such. */
    static String show(double value) {
        return value == (long) value ? Long.toString((long) value) : Double.toString(value);
    }

    private void model(long end) throws IOException, RefusedException {
        while (in.nextField(end)) {
            switch (in.field()) {
                case MODEL_IR_VERSION -> {
                    once(irVersion == -1, "[ir_version]");
                    irVersion = in.number(end);
                }
                case MODEL_GRAPH -> {
                    once(!graphRead, "the graph");
                    graphRead = true;
                    graph(in.messageEnd(end));
                }
                case MODEL_OPSET_IMPORT -> {
                    atMost(MAX_OPSETS, opsets.size(), "operator sets");
                    opset(in.messageEnd(end));
                }
                case MODEL_TRAINING, MODEL_FUNCTIONS ->
                    throw new RefusedException("it must be a graph alone, got "
                            + (in.field() == MODEL_TRAINING ? "training information" : "functions of its own"));
                default -> in.skip(end);
            }
        }
        if (!graphRead) {
            throw new RefusedException("it is no ONNX file: it has no graph");
        }
    }

    private void opset(long end) throws IOException, RefusedException {
        String domain = "";
        long version = -1;
        while (in.nextField(end)) {
            switch (in.field()) {
                case OPSET_DOMAIN -> domain = domain(in, end);
                case OPSET_VERSION -> version = in.number(end);
                default -> in.skip(end);
            }
        }
        once(opsets.put(domain, version) == null, "operator set [" + domain + "]");
    }

    private void graph(long end) throws IOException, RefusedException {
        while (in.nextField(end)) {
            switch (in.field()) {
                case GRAPH_NODE -> {
                    atMost(MAX_NODES, nodes.size(), "nodes");
                    nodes.add(node(in, in.messageEnd(end)));
                }
                case GRAPH_INITIALIZER -> {
                    atMost(MAX_TENSORS, tensors.size(), "tensors");
                    Tensor tensor = TensorReader.read(in, in.messageEnd(end));
                    once(tensors.put(tensor.name(), tensor) == null, "tensor [" + tensor.name() + "]");
                }
                case GRAPH_INPUT -> {
                    atMost(MAX_TENSORS, inputs.size(), "inputs");
                    inputs.add(DeclaredReader.read(in, in.messageEnd(end)));
                }
                case GRAPH_OUTPUT -> {
                    atMost(MAX_ENDS, outputs.size(), "outputs");
                    outputs.add(DeclaredReader.read(in, in.messageEnd(end)));
                }
                case GRAPH_VALUE_INFO -> {
                    atMost(MAX_DECLARED, between++, "declared tensors");
                    DeclaredReader.read(in, in.messageEnd(end));
                }
                case GRAPH_SPARSE_INITIALIZER ->
                    throw new RefusedException("its tensors must be dense, got a sparse one");
                default -> in.skip(end);
            }
        }
    }

    /** Reads a node, whose message ends there. */
    static Node node(ProtoReader in, long end) throws IOException, RefusedException {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        String name = null;
        String op = null;
        String domain = null;
        Map<String, Attribute> attributes = new HashMap<>();
        while (in.nextField(end)) {
            switch (in.field()) {
                case NODE_INPUT -> {
                    atMost(MAX_ENDS, from.size(), "inputs a node");
                    from.add(in.text(end, MAX_NAME, "the name of a node's input"));
                }
                case NODE_OUTPUT -> {
                    atMost(MAX_ENDS, to.size(), "outputs a node");
                    to.add(in.text(end, MAX_NAME, "the name of a node's output"));
                }
                case NODE_NAME -> {
                    once(name == null, "the name of a node");
                    name = in.text(end, MAX_NAME, "the name of a node");
                }
                case NODE_OP_TYPE -> {
                    once(op == null, "the operator of a node");
                    op = in.text(end, MAX_NAME, "the operator of a node");
                }
                case NODE_DOMAIN -> {
                    once(domain == null, "the domain of a node");
                    domain = domain(in, end);
                }
                case NODE_ATTRIBUTE -> {
                    Attribute attribute = AttributeReader.read(in, in.messageEnd(end));
                    once(
                            attributes.put(attribute.name(), attribute) == null,
                            "attribute [" + attribute.name() + "] of a node");
                    atMost(MAX_ENDS, attributes.size(), "attributes a node");
                }
                case NODE_OVERLOAD -> throw new RefusedException("its operators must be ONNX's, got an overload");
                default -> in.skip(end);
            }
        }
        return new Node(
                name == null ? "" : name,
                domain == null ? "" : domain,
                op == null ? "" : op,
                List.copyOf(from),
                List.copyOf(to),
                Map.copyOf(attributes));
    }

    /** Both names of ONNX's own domain are one. */
    private static String domain(ProtoReader in, long end) throws IOException, RefusedException {
        String domain = in.text(end, MAX_NAME, "a domain");
        return domain.equals("ai.onnx") ? "" : domain;
    }
}
