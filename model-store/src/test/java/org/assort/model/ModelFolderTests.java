/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

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
    }

    @Test
    public void anIdThatIsNoneIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path parent = newTempDir();
        String file = Files.writeString(parent.resolve("x"), "abc").toString();
        Path out = parent.resolve("models");
        for (String id : new String[] {"UP", "a/b", "..", "", "a b"}) {
            assertEquals(2, make(id, out, file, file));
            assertThat(text(err), containsString("[--id] must match [" + ModelManifest.ID + "], got [" + id + "]"));
            assertFalse(id, Files.exists(out));
        }
        ModelException fault = assertThrows(
                ModelException.class, () -> ModelFolder.write(out.resolve("UP"), Models.TINY, parent, parent));
        assertThat(fault.getMessage(), containsString("must match"));
        assertFalse(Files.exists(out));
    }

    @Test
    public void aFileThatIsNotThereIsNamedWithItsOption() throws Exception {
        Path parent = newTempDir();
        String file = Files.writeString(parent.resolve("x"), "abc").toString();
        Path out = parent.resolve("models");
        String typo = parent.resolve("typo.json").toString();
        assertEquals(2, make("m", out, file, typo));
        assertThat(text(err), containsString("[--tokenizer] must be a file that can be read, got [" + typo + "]"));
        assertEquals("a folder is none", 2, make("m", out, parent.toString(), file));
        assertThat(text(err), containsString("[--onnx] must be a file that can be read, got [" + parent + "]"));
        assertFalse(Files.exists(out));
        assertEquals("the corrected command does it", 0, make("m", out, file, file));
    }

    @Test
    public void whatFailsLeavesNothingBehind() throws Exception {
        Path parent = newTempDir();
        String file = Files.writeString(parent.resolve("x"), "abc").toString();
        String empty = Files.createFile(parent.resolve("y")).toString();
        Path out = parent.resolve("new/models");
        assertEquals("a file without bytes", 1, make("m", out, file, empty));
        assertThat(text(err), containsString("[files.tokenizer.bytes]"));
        assertFalse(Files.exists(parent.resolve("new")));

        Path there = Files.createDirectories(out.resolve("m"));
        Path missing = parent.resolve("z");
        assertThrows(ModelException.class, () -> ModelFolder.write(there, Models.TINY, Path.of(file), missing));
        assertTrue("what was there before stays", Files.isDirectory(there));
        assertEquals("and is empty", 0, make("m", out, file, file));
    }

    private int make(String id, Path out, String onnx, String tokenizer) {
        return run("--id", id, "--out", out.toString(), "--dimension", "3", "--onnx", onnx, "--tokenizer", tokenizer);
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
