/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@code model.json} strictly: every fault is a {@link ModelException} that names the field. */
final class ManifestReader {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 8;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** What messages begin with. */
    private final String source;

    private ManifestReader(String source) {
        this.source = source;
    }

    private record Entry(String name, long bytes, String sha256) {}

    private record Unwanted(String what) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** Returns the id. */
    static String checkName(Path folder) throws ModelException {
        String id = String.valueOf(folder.getFileName());
        if (!ModelManifest.ID.matcher(id).matches()) {
            throw new ModelException("the model's folder name is its id and must match [" + ModelManifest.ID
                    + "], got [" + id + "] in [" + folder + "]");
        }
        return id;
    }

    static ModelManifest read(Path folder) throws ModelException {
        String id = checkName(folder);
        Path file = folder.resolve(ModelManifest.FILE);
        ManifestReader reader = new ManifestReader(file + ": ");
        return reader.manifest(id, reader.bytes(file));
    }

    static ModelManifest parse(String id, byte[] json) throws ModelException {
        if (!ModelManifest.ID.matcher(id).matches()) {
            throw new ModelException("the model's id must match [" + ModelManifest.ID + "], got [" + id + "]");
        }
        ManifestReader reader = new ManifestReader("");
        reader.checkSize(json.length);
        return reader.manifest(id, json);
    }

    private ModelManifest manifest(String id, byte[] json) throws ModelException {
        Fields root = new Fields("", parse(json));
        ModelSettings settings = settings(root);
        Fields files = root.object("files");
        Entry model = entry(files, "model");
        Entry tokenizer = entry(files, "tokenizer");
        files.end();
        root.end();
        if (model.name().equals(tokenizer.name())) {
            throw fault("[files.tokenizer.name] must differ from [files.model.name], got [" + model.name() + "] twice");
        }
        return new ModelManifest(
                id,
                settings.dimension(),
                settings.pooling(),
                settings.normalise(),
                settings.maxLength(),
                settings.queryPrefix(),
                settings.passagePrefix(),
                settings.cosineFloor(),
                model.name(),
                tokenizer.name(),
                Map.of(model.name(), model.sha256(), tokenizer.name(), tokenizer.sha256()),
                Map.of(model.name(), model.bytes(), tokenizer.name(), tokenizer.bytes()));
    }

    private ModelSettings settings(Fields root) throws ModelException {
        try {
            return new ModelSettings(
                    root.integer("dimension"),
                    Pooling.of("pooling", root.text("pooling")),
                    root.bool("normalise"),
                    root.integer("max_length"),
                    root.text("query_prefix"),
                    root.text("passage_prefix"),
                    root.number("cosine_floor"));
        } catch (IllegalArgumentException e) {
            throw fault(e.getMessage());
        }
    }

    private Entry entry(Fields files, String role) throws ModelException {
        Fields fields = files.object(role);
        String name = fields.text("name");
        if (!FILE_NAME.matcher(name).matches() || name.equals(ModelManifest.FILE)) {
            throw fault("[files." + role + ".name] must be the name of a file in the model's folder, match ["
                    + FILE_NAME + "] and not be [" + ModelManifest.FILE + "], got [" + name + "]");
        }
        long bytes = fields.whole("bytes");
        if (bytes < 1) {
            throw fault("[files." + role + ".bytes] must be at least 1, got [" + bytes + "]");
        }
        String sha256 = fields.text("sha256");
        if (!SHA256.matcher(sha256).matches()) {
            throw fault("[files." + role + ".sha256] must be 64 lower-case hex digits, got [" + sha256 + "]");
        }
        fields.end();
        return new Entry(name, bytes, sha256);
    }

    private byte[] bytes(Path file) throws ModelException {
        try {
            if (!Files.isRegularFile(file)) {
                throw fault("there is no such file");
            }
            checkSize(Files.size(file));
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException(source + "cannot be read: " + e, e);
        }
    }

    private void checkSize(long bytes) throws ModelException {
        if (bytes > MAX_BYTES) {
            throw fault("the manifest must have at most " + MAX_BYTES + " bytes, got [" + bytes + "]");
        }
    }

    private Map<String, Object> parse(byte[] json) throws ModelException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(decoded(json))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw fault("the manifest must hold one JSON object, got [" + parser.currentToken() + "]");
            }
            Map<String, Object> object = object(parser, 1);
            if (parser.nextToken() != null) {
                throw fault("the manifest must hold one JSON object, got more after it");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new ModelException(source + "the manifest is not JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException(source + "the manifest cannot be read: " + e, e);
        }
    }

    /** Another encoding would be read as other characters, and a prefix with them gives other vectors. */
    private String decoded(byte[] json) throws ModelException {
        ByteBuffer bytes = ByteBuffer.wrap(json);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            int at = bytes.position();
            throw new ModelException(
                    String.format(
                            Locale.ROOT,
                            "%sthe manifest must be UTF-8, got the byte [0x%02x] at [%d]",
                            source,
                            json[at],
                            at),
                    e);
        }
    }

    private Map<String, Object> object(JsonParser parser, int depth) throws IOException, ModelException {
        if (depth > MAX_DEPTH) {
            throw fault("the manifest must not be nested more than " + MAX_DEPTH + " deep");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            values.put(name, value(parser, depth));
        }
        return values;
    }

    /** What no field wants (arrays, null) is kept by its name, for the message. */
    private Object value(JsonParser parser, int depth) throws IOException, ModelException {
        JsonToken token = parser.nextToken();
        return switch (token) {
            case START_OBJECT -> object(parser, depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> {
                parser.skipChildren();
                yield new Unwanted(token == JsonToken.VALUE_NULL ? "null" : "an array");
            }
        };
    }

    private ModelException fault(String message) {
        return new ModelException(source + message);
    }

    /** The fields of one object, each to be taken once. */
    private final class Fields {
        private final String prefix;
        private final Map<String, Object> values;
        private final TreeSet<String> known = new TreeSet<>();

        Fields(String prefix, Map<String, Object> values) {
            this.prefix = prefix;
            this.values = values;
        }

        private <T> T take(String name, Class<T> type, String wanted) throws ModelException {
            known.add(name);
            Object value = values.get(name);
            if (value == null) {
                throw fault("[" + prefix + name + "] is missing, it must be " + wanted);
            }
            if (!type.isInstance(value)) {
                throw fault("[" + prefix + name + "] must be " + wanted + ", got [" + value + "]");
            }
            return type.cast(value);
        }

        String text(String name) throws ModelException {
            String text = take(name, String.class, "a string");
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                // JSON can say it, and UTF-8 has no bytes for it: it would be stored as another character.
                throw fault("[" + prefix + name + "] must be text, got half of a surrogate pair");
            }
            return text;
        }

        boolean bool(String name) throws ModelException {
            return take(name, Boolean.class, "true or false");
        }

        double number(String name) throws ModelException {
            return take(name, BigDecimal.class, "a number").doubleValue();
        }

        long whole(String name) throws ModelException {
            BigDecimal value = take(name, BigDecimal.class, "a whole number");
            try {
                return value.longValueExact();
            } catch (ArithmeticException e) {
                throw fault("[" + prefix + name + "] must be a whole number, got [" + value + "]");
            }
        }

        int integer(String name) throws ModelException {
            // Out of the range of int is out of every field's range; the settings say which.
            return Math.clamp(whole(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }

        @SuppressWarnings("unchecked") // the only maps are those made by object()
        Fields object(String name) throws ModelException {
            return new Fields(prefix + name + ".", take(name, Map.class, "an object"));
        }

        void end() throws ModelException {
            for (String name : values.keySet()) {
                if (!known.contains(name)) {
                    throw fault("[" + prefix + name + "] is not known, allowed are " + known);
                }
            }
        }
    }
}
