/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assort.model.mutate.MutatedModel;

/**
 * Run in a JVM of its own: loads broken models one after the other, and embeds with those that load. Before each it prints
 * {@code case NUMBER what}, after it {@code done NUMBER outcome why}, so that whoever reads knows in which it died.
 *
 * <p>{@code MutationRun <native folder> <MiniLM's graph> <its tokenizer> <an empty folder> <seed> <from> <to>}
 */
public final class MutationRun {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ModelSettings MINI_LM = new ModelSettings(384, Pooling.MEAN, true, 64, "", "", 0);
    private static final ModelSettings TINY = new ModelSettings(4, Pooling.MEAN, false, 16, "a ", "", 0);
    private static final List<String> TEXTS = List.of(
            "a b c",
            "",
            "red  cotton `` dress",
            "ab".repeat(500),
            "c ".repeat(200),
            "1234567 \u8d64\u3044\u9774 \uD83D\uDE00 e\u0301");

    private final ModelLoader loader;
    private final Path folder;

    private MutationRun(ModelLoader loader, Path folder) {
        this.loader = loader;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        MutatedModel.Bases bases =
                new MutatedModel.Bases(Files.readAllBytes(Path.of(args[1])), Files.readString(Path.of(args[2])));
        MutationRun run =
                new MutationRun(new ModelLoader(NativeLibraries.in(Path.of(args[0])), PATIENCE), Path.of(args[3]));
        empty(run.folder);
        long seed = Long.parseLong(args[4]);
        // Nobody reads any more when whoever started it has gone.
        for (int i = Integer.parseInt(args[5]); i < Integer.parseInt(args[6]) && !System.out.checkError(); i++) {
            MutatedModel model = bases.make(seed, i);
            print("case " + i + " " + model.what());
            print("done " + i + " " + run.outcome(model));
        }
    }

    private static void print(String line) {
        System.out.println(line.replaceAll("[^ -~]", "?"));
        System.out.flush();
    }

    private String outcome(MutatedModel model) throws IOException {
        Path target = folder.resolve("model");
        try {
            ModelFolder.write(
                    target,
                    model.isMiniLm() ? MINI_LM : TINY,
                    Files.write(folder.resolve("onnx"), model.onnx()),
                    Files.write(folder.resolve("tokenizer"), model.tokenizer()));
            try (TextEmbedder embedder = loader.load(target)) {
                embedder.embed(TEXTS, Purpose.QUERY, new Deadline(PATIENCE));
                return "ran";
            }
        } catch (ModelException e) {
            String why = String.valueOf(e.getMessage()).replace(target.toString(), "");
            return (why.contains("is refused: ") ? "refused " : why.contains("took longer") ? "stopped " : "failed ")
                    + why;
        } catch (EmbeddingException e) {
            return (e.getMessage().contains("took longer") ? "stopped " : "failed ") + e.getMessage();
        } catch (RuntimeException | Error e) {
            // What a node would not expect from a bad file.
            return "odd " + e;
        } finally {
            empty(folder);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }
}
