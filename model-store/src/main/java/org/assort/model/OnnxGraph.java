/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What ONNX Runtime's Java API does not tell of a model and its use depends on, read from the file's protocol buffers
 * (field numbers from onnx.proto3). Weights are skipped, so the cost is that of the graph's nodes.
 *
 * @param quantisedAtRunTime whether an operator scales activations by the range of the whole batch; the vector of a
 *     text then depends on the texts beside it
 * @param externalData whether weights lie in other files, which no manifest names and no hash covers
 */
record OnnxGraph(boolean quantisedAtRunTime, boolean externalData) {
    private static final Set<String> QUANTISING = Set.of(
            "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM", "MatMulInteger", "ConvInteger");
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME = 1024;

    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_FUNCTIONS = 25;
    private static final int FUNCTION_NODE = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int NODE_OP_TYPE = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_TENSOR = 5;
    private static final int ATTRIBUTE_GRAPH = 6;
    private static final int ATTRIBUTE_GRAPHS = 11;
    private static final int TENSOR_EXTERNAL_DATA = 13;

    /**
     * Reads a file.
     *
     * @throws IOException also if the bytes are not such a file
     */
    static OnnxGraph read(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Walk walk = new Walk(new ProtoReader(channel));
            walk.model(channel.size());
            return new OnnxGraph(walk.quantising, walk.external);
        }
    }

    private static final class Walk {
        private final ProtoReader in;
        private boolean quantising;
        private boolean external;

        Walk(ProtoReader in) {
            this.in = in;
        }

        void model(long end) throws IOException {
            boolean graph = false;
            while (in.nextField(end)) {
                if (in.isMessage(MODEL_GRAPH)) {
                    graph = true;
                    graph(in.messageEnd(end), 0);
                } else if (in.isMessage(MODEL_FUNCTIONS)) {
                    function(in.messageEnd(end));
                } else {
                    in.skip(end);
                }
            }
            if (!graph) {
                throw new IOException("it has no graph");
            }
        }

        private void function(long end) throws IOException {
            while (in.nextField(end)) {
                if (in.isMessage(FUNCTION_NODE)) {
                    node(in.messageEnd(end), 0);
                } else {
                    in.skip(end);
                }
            }
        }

        private void graph(long end, int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new IOException("its graphs are nested more than " + MAX_DEPTH + " deep");
            }
            while (in.nextField(end)) {
                if (in.isMessage(GRAPH_NODE)) {
                    node(in.messageEnd(end), depth);
                } else if (in.isMessage(GRAPH_INITIALIZER)) {
                    tensor(in.messageEnd(end));
                } else {
                    in.skip(end);
                }
            }
        }

        private void node(long end, int depth) throws IOException {
            while (in.nextField(end)) {
                if (in.isMessage(NODE_OP_TYPE)) {
                    quantising |= QUANTISING.contains(in.text(end, MAX_NAME));
                } else if (in.isMessage(NODE_ATTRIBUTE)) {
                    attribute(in.messageEnd(end), depth);
                } else {
                    in.skip(end);
                }
            }
        }

        private void attribute(long end, int depth) throws IOException {
            while (in.nextField(end)) {
                if (in.isMessage(ATTRIBUTE_GRAPH) || in.isMessage(ATTRIBUTE_GRAPHS)) {
                    graph(in.messageEnd(end), depth + 1);
                } else if (in.isMessage(ATTRIBUTE_TENSOR)) {
                    tensor(in.messageEnd(end));
                } else {
                    in.skip(end);
                }
            }
        }

        private void tensor(long end) throws IOException {
            while (in.nextField(end)) {
                external |= in.isMessage(TENSOR_EXTERNAL_DATA);
                in.skip(end);
            }
        }
    }
}
