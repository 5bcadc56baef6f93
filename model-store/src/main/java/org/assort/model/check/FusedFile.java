/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies a model file with other nodes in it. All else is copied byte by byte, weights by the system. */
final class FusedFile {
    private final FileChannel from;
    private final ProtoReader in;
    private final Map<String, Node> instead = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> replaced = new HashSet<>();
    /** What the copy is made of. */
    private final List<Piece> pieces = new ArrayList<>();

    /** Bytes of the file or, where there are some, new ones. */
    private record Piece(long start, long end, ByteBuffer bytes) {
        long length() {
            return bytes == null ? end - start : bytes.remaining();
        }
    }

    private FusedFile(FileChannel from, List<SkipNormalisation> found) throws IOException {
        this.from = from;
        this.in = new ProtoReader(from);
        for (SkipNormalisation one : found) {
            instead.put(one.node().outputs().getFirst(), one.node());
            gone.addAll(one.gone());
        }
    }

    /**
     * Copies.
     *
     * @param from keeps the rules
     * @param imports whether ONNX Runtime's operators are to be imported, as the file does not
     * @param to is there and is overwritten
     */
    static void write(Path from, List<SkipNormalisation> found, boolean imports, Path to)
            throws IOException, RefusedException {
        try (FileChannel in = FileChannel.open(from);
                FileChannel out =
                        FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            FusedFile file = new FusedFile(in, found);
            file.model(in.size());
            if (!file.replaced.equals(file.instead.keySet())) {
                throw new RefusedException("it is not the file that was checked");
            }
            if (imports) {
                file.importOperators();
            }
            file.writeTo(out);
        }
    }

    private void model(long end) throws IOException, RefusedException {
        for (long start = in.position(); in.nextField(end); start = in.position()) {
            if (in.field() == OnnxReader.MODEL_GRAPH) {
                graph(in.messageEnd(end));
            } else {
                in.skip(end);
                keep(start, in.position());
            }
        }
    }

    private void graph(long end) throws IOException, RefusedException {
        int header = pieces.size();
        pieces.add(null);
        for (long start = in.position(); in.nextField(end); start = in.position()) {
            if (in.field() == OnnxReader.GRAPH_NODE) {
                node(start, OnnxReader.node(in, in.messageEnd(end)));
            } else {
                in.skip(end);
                keep(start, in.position());
            }
        }
        long length = pieces.stream().skip(header + 1L).mapToLong(Piece::length).sum();
        byte[] key = new ProtoWriter().head(OnnxReader.MODEL_GRAPH, length).bytes();
        pieces.set(header, new Piece(0, 0, ByteBuffer.wrap(key)));
    }

    private void node(long start, Node node) {
        String made = node.outputs().isEmpty() ? "" : node.outputs().getFirst();
        if (instead.containsKey(made)) {
            replaced.add(made);
            add(new ProtoWriter().message(OnnxReader.GRAPH_NODE, message(instead.get(made))));
        } else if (!gone.contains(made)) {
            keep(start, in.position());
        }
    }

    private void importOperators() {
        ProtoWriter operators = new ProtoWriter()
                .text(OnnxReader.OPSET_DOMAIN, Operators.MICROSOFT_DOMAIN)
                .number(OnnxReader.OPSET_VERSION, 1);
        add(new ProtoWriter().message(OnnxReader.MODEL_OPSET_IMPORT, operators));
    }

    private static ProtoWriter message(Node node) {
        ProtoWriter message = new ProtoWriter();
        node.inputs().forEach(input -> message.text(OnnxReader.NODE_INPUT, input));
        node.outputs().forEach(output -> message.text(OnnxReader.NODE_OUTPUT, output));
        message.text(OnnxReader.NODE_NAME, node.name())
                .text(OnnxReader.NODE_OP_TYPE, node.op())
                .text(OnnxReader.NODE_DOMAIN, node.domain());
        for (Attribute attribute : node.attributes().values()) {
            ProtoWriter number = AttributeReader.written(attribute.name(), (float) attribute.number());
            message.message(OnnxReader.NODE_ATTRIBUTE, number);
        }
        return message;
    }

    private void add(ProtoWriter message) {
        pieces.add(new Piece(0, 0, ByteBuffer.wrap(message.bytes())));
    }

    private void keep(long start, long end) {
        Piece last = pieces.isEmpty() ? null : pieces.getLast();
        if (last != null && last.bytes() == null && last.end() == start) {
            pieces.set(pieces.size() - 1, new Piece(last.start(), end, null));
        } else {
            pieces.add(new Piece(start, end, null));
        }
    }

    private void writeTo(FileChannel out) throws IOException {
        for (Piece piece : pieces) {
            if (piece.bytes() == null) {
                for (long at = piece.start(); at < piece.end(); ) {
                    long copied = from.transferTo(at, piece.end() - at, out);
                    if (copied <= 0) {
                        throw new IOException("the file ends at byte " + at);
                    }
                    at += copied;
                }
            } else {
                while (piece.bytes().hasRemaining()) {
                    out.write(piece.bytes());
                }
            }
        }
    }
}
