/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
    private final Caller caller;
    private final Connection node;

    private ModelCommand(CommandOptions options, Caller caller, Connection node) {
        this.options = options;
        this.caller = caller;
        this.node = node;
    }

    /** Runs it, and ends the JVM with its status. */
    public static void main(String[] arguments) {
        System.exit(run(Caller.ofThisProcess(), arguments));
    }

    /** Returns the exit status: 0 done, 1 it did not work, 2 an option is wrong. */
    static int run(Caller caller, String... arguments) {
        try {
            CommandOptions options = CommandOptions.parse(caller.folder(), arguments);
            if (options.action() == null) {
                caller.out().print(CommandOptions.USAGE);
                return options.helps() ? 0 : 2;
            }
            Access access = options.access();
            if (access.lacksPassword()) {
                access = access.withPassword(caller.passwords().apply(access.user()));
            }
            try (Connection node = new Connection(access)) {
                new ModelCommand(options, caller, node).run(options.action());
            }
            return 0;
        } catch (IllegalArgumentException wrong) {
            caller.err().println(wrong.getMessage());
            return 2;
        } catch (NoSuchFileException missing) {
            caller.err().println("there is no " + missing.getMessage());
            return 1;
        } catch (AccessDeniedException denied) {
            caller.err().println("there is no permission to read " + denied.getMessage());
            return 1;
        } catch (IOException failure) {
            caller.err().println(failure.getMessage());
            return 1;
        }
    }

    private void run(Action action) throws IOException {
        List<String> operands = options.operands();
        switch (action) {
            case UPLOAD -> {
                Progress progress = new Progress(caller.out(), caller.terminal());
                Path folder = caller.folder().resolve(operands.getFirst());
                caller.out().println(new ModelUpload(node, options, progress).run(folder));
            }
            case LIST -> Listing.of(node.get(Connection.MODELS)).forEach(caller.out()::println);
            case TEST -> test(operands);
            case DELETE -> {
                String id = operands.getFirst();
                node.delete(Connection.MODELS + "/" + id + "?force=" + options.force());
                caller.out().println("model " + id + " is deleted");
            }
        }
    }

    private void test(List<String> texts) throws IOException {
        String id = options.id() == null ? only() : options.id();
        byte[] body;
        try (XContentBuilder builder = XContentFactory.jsonBuilder()) {
            builder.startObject().field("texts", texts).endObject();
            body = BytesReference.toBytes(BytesReference.bytes(builder));
        }
        Map<String, Object> answer = node.sendJson("POST", Connection.MODELS + "/" + id + "/_embed", body);
        List<?> vectors = (List<?>) answer.get("vectors");
        List<?> one = (List<?>) vectors.get(0);
        caller.out()
                .printf(
                        Locale.ROOT,
                        "cosine %.3f; %d dimensions, %.0f ms%s, model %s%n",
                        cosine(one, (List<?>) vectors.get(1)),
                        one.size(),
                        node.answerMillis(),
                        vain(),
                        id);
    }

    private String vain() {
        return node.vainSeconds() == 0
                ? ""
                : String.format(Locale.ROOT, " after %.1f s of tries in vain", node.vainSeconds());
    }

    private String only() throws IOException {
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
