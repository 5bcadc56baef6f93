/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

public final class ModelFolderTests extends ModelTestCase {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    public void settingsComeBackAsTheyWereWritten() throws Exception {
        ModelSettings settings = new ModelSettings(
                randomIntBetween(1, 4096),
                randomBoolean() ? Pooling.CLS : Pooling.MEAN,
                randomBoolean(),
                randomIntBetween(8, 2048),
                "\"quoted\" \\ \n ü ",
                randomRealisticUnicodeOfLength(20),
                randomIntBetween(-100, 99) / 100.0);
        Path parent = newTempDir();
        Path onnx = Files.writeString(parent.resolve("x"), "abc");
        Path tokenizer = Files.writeString(parent.resolve("y"), "defg");
        ModelManifest manifest = ModelFolder.write(parent.resolve("m-1.0"), settings, onnx, tokenizer);
        assertEquals("m-1.0", manifest.id());
        assertEquals(
                settings,
                new ModelSettings(
                        manifest.dimension(),
                        manifest.pooling(),
                        manifest.normalise(),
                        manifest.maxLength(),
                        manifest.queryPrefix(),
                        manifest.passagePrefix(),
                        manifest.cosineFloor()));
        // SHA-256 of "abc", from FIPS 180-2.
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                manifest.sha256().get("model.onnx"));
        assertEquals(Long.valueOf(4), manifest.bytes().get("tokenizer.json"));
    }

    @Test
    public void aFolderInUseIsNotTouched() throws Exception {
        Path target = newTempDir().resolve("m");
        Files.createDirectories(target);
        Path other = Files.writeString(target.resolve("precious"), "x");
        ModelException e =
                assertThrows(ModelException.class, () -> ModelFolder.write(target, Models.TINY, other, other));
        assertThat(e.getMessage(), containsString("must be a new or empty folder"));
        assertFalse(Files.exists(target.resolve("model.onnx")));
    }

    @Test
    public void fromTheCommandLine() throws Exception {
        Path parent = newTempDir();
        int status = run(
                "--id",
                "minilm",
                "--onnx",
                Models.onnx(Models.QUANTISED).toString(),
                "--tokenizer",
                Models.tokenizer(Models.QUANTISED).toString(),
                "--dimension",
                "384",
                "--pooling",
                "mean",
                "--out",
                parent.toString());
        assertEquals(text(err), 0, status);
        try (TextEmbedder model = new ModelLoader(Models.natives()).load(parent.resolve("minilm"))) {
            assertEquals(
                    parent.resolve("minilm") + " " + model.fingerprint(),
                    text(out).strip());
        }
    }

    @Test
    public void faultsOnTheCommandLine() throws Exception {
        assertEquals(2, run("--id", "m"));
        assertThat(text(err), containsString("[--out] is missing"));
        assertEquals(2, run("--colour", "red"));
        assertThat(text(err), containsString("[--colour] is not an option, or has no value"));
        assertEquals(2, run("--id"));
        assertEquals(2, run("--id", "m", "--out", "x", "--dimension", "many", "--onnx", "x", "--tokenizer", "y"));
        assertThat(text(err), containsString("[--dimension] must be a whole number, got [many]"));
        assertEquals(2, run("--id", "m", "--out", "x", "--dimension", "3", "--pooling", "max"));
        assertThat(text(err), containsString("[--pooling] must be one of [mean, cls], got [max]"));
        assertEquals(2, run("--id", "m", "--out", "x", "--dimension", "3", "--normalise", "maybe"));
        assertThat(text(err), containsString("[--normalise] must be true or false, got [maybe]"));
        String nowhere = newTempDir().resolve("none").toString();
        assertEquals(
                1, run("--id", "m", "--out", nowhere, "--dimension", "3", "--onnx", nowhere, "--tokenizer", nowhere));
    }

    private int run(String... args) {
        return ModelFolder.run(args, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
