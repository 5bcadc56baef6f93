/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;

/** {@code bin/opensearch-assort/model}: {@link CommandOptions#USAGE} says what it does. */
public final class ModelCommand {

    private final CommandOptions options;
    private final PrintStream out;
    private final boolean terminal;

    private ModelCommand(CommandOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs it, and ends the JVM with its status. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(arguments, out, err, Boolean.getBoolean("assort.terminal")));
    }

    /** Returns the exit status: 0 done, 1 it did not work, 2 an option is wrong. */
    static int run(String[] arguments, PrintStream out, PrintStream err, boolean terminal) {
        try {
            CommandOptions options = withPassword(CommandOptions.parse(arguments));
            if (options.words().isEmpty() || options.words().getFirst().equals("help")) {
                out.print(CommandOptions.USAGE);
                return options.words().isEmpty() ? 2 : 0;
            }
            new ModelCommand(options, out, terminal).run();
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        } catch (NoSuchFileException missing) {
            err.println("there is no " + missing.getMessage());
            return 1;
        } catch (IOException failure) {
            err.println(failure.getMessage());
            return 1;
        }
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 21 it does
    private static CommandOptions withPassword(CommandOptions options) {
        Console console = System.console();
        if (options.user() == null || options.user().contains(":") || console == null) {
            return options;
        }
        String password = new String(console.readPassword("password of %s: ", options.user()));
        return new CommandOptions(
                options.words(),
                options.url(),
                options.user() + ":" + password,
                options.cacert(),
                options.insecure(),
                options.id(),
                options.force(),
                options.replace(),
                options.waits());
    }

    private void run() throws IOException {
        try (Connection node = new Connection(options)) {
            switch (options.words().getFirst()) {
                case "upload" -> {
                    Path folder = Path.of(options.operand("a model folder"));
                    out.println(new ModelUpload(node, options, new Progress(out, terminal)).run(folder));
                }
                case "list" -> list(node.get(Connection.MODELS));
                case "test" ->
                    test(node, options.words().subList(1, options.words().size()));
                case "delete" -> {
                    String id = options.operand("a model's id");
                    node.delete(Connection.MODELS + "/" + id + "?force=" + options.force());
                    out.println("model " + id + " is deleted");
                }
                default ->
                    throw new IllegalArgumentException("[" + options.words().getFirst()
                            + "] must be one of [upload, list, test, delete]; see --help");
            }
        }
    }

    private void list(Map<String, Object> answer) {
        Map<String, Object> models = Answer.object(answer, "models");
        if (models.isEmpty()) {
            out.println("there is no model");
        }
        for (String id : models.keySet()) {
            Map<String, Object> model = Answer.object(models, id);
            out.println(id + stored(Answer.object(model, "store")));
            Map<String, Object> nodes = Answer.object(model, "nodes");
            for (String nodeId : nodes.keySet()) {
                Map<String, Object> node = Answer.object(nodes, nodeId);
                Object reason = node.get("reason");
                out.println("  " + Answer.text(node, "name") + ": " + Answer.text(node, "state") + ", from the "
                        + Answer.text(node, "source") + (reason == null ? "" : ", " + reason));
            }
        }
    }

    private static String stored(Map<String, Object> store) {
        StringBuilder text = new StringBuilder();
        for (String which : List.of("active", "next")) {
            Map<String, Object> version = Answer.object(store, which);
            if (version.isEmpty() == false) {
                text.append(", version ")
                        .append(Answer.number(version, "version"))
                        .append(' ')
                        .append(Answer.text(version, "state"));
            }
        }
        return text.toString();
    }

    private void test(Connection node, List<String> texts) throws IOException {
        if (texts.size() != 2) {
            throw new IllegalArgumentException("[test] takes two texts, got " + texts);
        }
        String id = options.id() == null ? only(node) : options.id();
        byte[] body;
        try (XContentBuilder builder = XContentFactory.jsonBuilder()) {
            builder.startObject().field("texts", texts).endObject();
            body = BytesReference.toBytes(BytesReference.bytes(builder));
        }
        long start = System.nanoTime();
        Map<String, Object> answer = node.sendJson("POST", Connection.MODELS + "/" + id + "/_embed", body);
        double millis = (System.nanoTime() - start) / 1e6;
        List<?> vectors = (List<?>) answer.get("vectors");
        List<?> one = (List<?>) vectors.get(0);
        out.printf(
                Locale.ROOT,
                "cosine %.3f; %d dimensions, %.0f ms, model %s%n",
                cosine(one, (List<?>) vectors.get(1)),
                one.size(),
                millis,
                id);
    }

    private static String only(Connection node) throws IOException {
        List<String> ids =
                List.copyOf(Answer.object(node.get(Connection.MODELS), "models").keySet());
        if (ids.size() != 1) {
            throw new IllegalArgumentException("[--id] must name one of the cluster's models " + ids + ", got none");
        }
        return ids.getFirst();
    }

    private static double cosine(List<?> a, List<?> b) {
        double dot = 0;
        double lengths = 0;
        double others = 0;
        for (int i = 0; i < a.size(); i++) {
            double x = ((Number) a.get(i)).doubleValue();
            double y = ((Number) b.get(i)).doubleValue();
            dot += x * y;
            lengths += x * x;
            others += y * y;
        }
        return dot / Math.sqrt(lengths * others);
    }
}
