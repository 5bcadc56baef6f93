/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.XZInputStream;

/** Reads one JSON object after the other from a file of lines, compressed where its name ends in {@code .xz}. */
public final class Ndjson implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedReader reader;
    private long line;

    /** Opens the file. @throws IOException also where it ends in {@code .xz} and is none */
    public Ndjson(Path file) throws IOException {
        this.file = file;
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream plain = file.toString().endsWith(".xz") ? new XZInputStream(in) : in;
            this.reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException notXz) {
            in.close();
            throw new IOException(file + " is not an xz file", notXz);
        }
    }

    /** The next object, or null at the end; blank lines are passed over. */
    public ObjectNode next() throws IOException {
        String text;
        do {
            text = reader.readLine();
            line++;
        } while (text != null && text.isBlank());
        return text == null ? null : parse(text);
    }

    private ObjectNode parse(String text) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw new IOException(
                    "line " + line + " of " + file + " is not JSON: " + broken.getOriginalMessage(), broken);
        }
        throw new IOException("line " + line + " of " + file + " is not a JSON object");
    }

    /** The number of the line that {@link #next} read last, from 1. */
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
