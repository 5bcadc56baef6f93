/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Makes a model folder from the two files that a publisher offers. */
public final class ModelFolder {
    private static final String USAGE =
            "usage: ModelFolder --id ID --onnx FILE --tokenizer FILE --dimension N --out DIR"
                    + " [--pooling mean|cls] [--normalise true|false] [--max-length N] [--query-prefix TEXT]"
                    + " [--passage-prefix TEXT] [--cosine-floor X]";
    private static final Set<String> OPTIONS = Set.of(
            "id",
            "onnx",
            "tokenizer",
            "dimension",
            "out",
            "pooling",
            "normalise",
            "max-length",
            "query-prefix",
            "passage-prefix",
            "cosine-floor");

    private ModelFolder() {}

    /**
     * Copies both files, as {@code model.onnx} and {@code tokenizer.json}, and writes {@code model.json} with their
     * sizes and hashes. The model is not loaded. Where that fails, nothing of it stays.
     *
     * @param target new or empty; its name is the model's id
     * @return the manifest as read back
     */
    public static ModelManifest write(Path target, ModelSettings settings, Path onnx, Path tokenizer)
            throws ModelException {
        ManifestReader.checkName(target);
        try (NewFolder folder = new NewFolder(target)) {
            folder.make();
            Path model = folder.copy(onnx, "model.onnx");
            Path tokens = folder.copy(tokenizer, "tokenizer.json");
            // Last, so that a folder with a manifest is whole.
            folder.write(ModelManifest.FILE, json(settings, model, tokens));
            ModelManifest manifest = ModelManifest.read(target);
            folder.keep();
            return manifest;
        } catch (IOException e) {
            throw new ModelException("[" + target + "] cannot be written: " + e, e);
        }
    }

    private static String json(ModelSettings settings, Path model, Path tokenizer) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("dimension", settings.dimension());
            json.writeStringField("pooling", settings.pooling().key());
            json.writeBooleanField("normalise", settings.normalise());
            json.writeNumberField("max_length", settings.maxLength());
            json.writeStringField("query_prefix", settings.queryPrefix());
            json.writeStringField("passage_prefix", settings.passagePrefix());
            json.writeNumberField("cosine_floor", settings.cosineFloor());
            json.writeObjectFieldStart("files");
            file(json, "model", model);
            file(json, "tokenizer", tokenizer);
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void file(JsonGenerator json, String role, Path file) throws IOException {
        json.writeObjectFieldStart(role);
        json.writeStringField("name", String.valueOf(file.getFileName()));
        json.writeNumberField("bytes", Files.size(file));
        json.writeStringField("sha256", FileDigest.hex(file));
        json.writeEndObject();
    }

    /** The same from the command line; what it prints and returns is told in docs/model-folder.md. */
    public static void main(String[] args) {
        int status = run(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Map<String, String> options = options(args);
            Path target =
                    Path.of(required(options, "out")).resolve(ModelManifest.checkId("[--id]", required(options, "id")));
            ModelManifest manifest =
                    write(target, settings(options), file(options, "onnx"), file(options, "tokenizer"));
            out.println(target + " " + manifest.fingerprint());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (ModelException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!OPTIONS.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException("[" + args[i] + "] is not an option, or has no value");
            }
            options.put(name, args[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("[--" + name + "] is missing");
        }
        return value;
    }

    private static Path file(Map<String, String> options, String name) {
        Path file = Path.of(required(options, name));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "[--" + name + "] must be a file that can be read, got [" + file.toAbsolutePath() + "]");
        }
        return file;
    }

    private static ModelSettings settings(Map<String, String> options) {
        required(options, "dimension");
        return new ModelSettings(
                whole(options, "dimension", ""),
                Pooling.of("--pooling", options.getOrDefault("pooling", "mean")),
                bool(options, "normalise", "true"),
                whole(options, "max-length", "256"),
                options.getOrDefault("query-prefix", ""),
                options.getOrDefault("passage-prefix", ""),
                number(options, "cosine-floor", "0"));
    }

    private static int whole(Map<String, String> options, String name, String otherwise) {
        String value = options.getOrDefault(name, otherwise);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("[--" + name + "] must be a whole number, got [" + value + "]", e);
        }
    }

    private static double number(Map<String, String> options, String name, String otherwise) {
        String value = options.getOrDefault(name, otherwise);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("[--" + name + "] must be a number, got [" + value + "]", e);
        }
    }

    private static boolean bool(Map<String, String> options, String name, String otherwise) {
        String value = options.getOrDefault(name, otherwise);
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("[--" + name + "] must be true or false, got [" + value + "]");
        }
        return value.equals("true");
    }
}
