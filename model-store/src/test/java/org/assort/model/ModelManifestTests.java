/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.startsWith;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public final class ModelManifestTests extends RandomizedTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String GOOD = """
            { "dimension": 384, "pooling": "mean", "normalise": true, "max_length": 256,
              "query_prefix": "query: ", "passage_prefix": "passage: ", "cosine_floor": 0.7,
              "files": {
                "model": {"name": "model.onnx", "bytes": 12, "sha256": "%s"},
                "tokenizer": {"name": "tokenizer.json", "bytes": 34, "sha256": "%s"} } }
            """.formatted(HASH, HASH);

    @Test
    public void readsEveryField() throws Exception {
        assertEquals(
                new ModelManifest(
                        "e5-small.v2",
                        384,
                        Pooling.MEAN,
                        true,
                        256,
                        "query: ",
                        "passage: ",
                        0.7,
                        "model.onnx",
                        "tokenizer.json",
                        Map.of("model.onnx", HASH, "tokenizer.json", HASH),
                        Map.of("model.onnx", 12L, "tokenizer.json", 34L)),
                read("e5-small.v2", GOOD));
    }

    @Test
    public void faultsNameTheFieldWhatIsAllowedAndWhatCame() throws Exception {
        String[][] faults = {
            {"384", "0", "[dimension] must be in [1, 4096], got [0]"},
            {"384", "99999999999", "[dimension] must be in [1, 4096], got [2147483647]"},
            {"384", "38.5", "[dimension] must be a whole number, got [38.5]"},
            {"384", "\"384\"", "[dimension] must be a whole number, got [384]"},
            {"384", "null", "[dimension] must be a whole number, got [null]"},
            {"384", "[384]", "[dimension] must be a whole number, got [an array]"},
            {"\"dimension\": 384, ", "", "[dimension] is missing, it must be a whole number"},
            {"\"mean\"", "\"max\"", "[pooling] must be one of [mean, cls], got [max]"},
            {"\"mean\"", "\"MEAN\"", "[pooling] must be one of [mean, cls], got [MEAN]"},
            {"true", "\"yes\"", "[normalise] must be true or false, got [yes]"},
            {"256", "7", "[max_length] must be in [8, 2048], got [7]"},
            {"256", "2049", "[max_length] must be in [8, 2048], got [2049]"},
            {"\"query: \"", "7", "[query_prefix] must be a string, got [7]"},
            {"\"query: \"", "\"" + "x".repeat(1025) + "\"", "[query_prefix] must have at most 1024 characters"},
            {"0.7", "1", "[cosine_floor] must be in [-1, 1), got [1.0]"},
            {"0.7", "1e999999", "[cosine_floor] must be in [-1, 1), got [Infinity]"},
            {"\"cosine_floor\"", "\"cosine_flor\"", "[cosine_floor] is missing"},
            {"\"cosine_floor\"", "\"device\": \"gpu\", \"cosine_floor\"", "[device] is not known, allowed are [cosine"},
            {"12,", "12, \"url\": \"x\",", "[files.model.url] is not known, allowed are [bytes, name, sha256]"},
            {"\"tokenizer\":", "\"vocab\":", "[files.tokenizer] is missing, it must be an object"},
            {"12", "0", "[files.model.bytes] must be at least 1, got [0]"},
            {
                "\"model.onnx\"",
                "\"../model.onnx\"",
                "[files.model.name] must be the name of a file in the model's folder"
            },
            {"\"model.onnx\"", "\"a\\\\b\"", "got [a\\b]"},
            {"\"model.onnx\"", "\"model.json\"", "not be [model.json], got [model.json]"},
            {"\"model.onnx\"", "\"tokenizer.json\"", "must differ from [files.model.name], got [tokenizer.json] twice"},
            {HASH, HASH.substring(1), "[files.model.sha256] must be 64 lower-case hex digits, got [123"},
            {"\"query: \"", "\"\\ud800\"", "[query_prefix] must be text, got half of a surrogate pair"},
            {"\"passage: \"", "\"a\\udc00b\"", "[passage_prefix] must be text, got half of a surrogate pair"},
            {"{ \"dim", "[] { \"dim", "the manifest must hold one JSON object, got [START_ARRAY]"},
            {"} } }", "} } } {}", "the manifest must hold one JSON object, got more after it"},
            {"} } }", "} }", "the manifest is not JSON"},
            {"\"max_length\": 256", "\"dimension\": 3", "Duplicate field 'dimension'"},
        };
        for (String[] fault : faults) {
            String json = GOOD.replaceFirst(Pattern.quote(fault[0]), Matcher.quoteReplacement(fault[1]));
            assertNotEquals(fault[2], GOOD, json);
            String message = assertThrows(fault[2], ModelException.class, () -> read("m", json))
                    .getMessage();
            assertThat(message, containsString(fault[2]));
            assertThat(message, containsString("model.json: "));
        }
    }

    @Test
    public void whatIsNotUtf8IsRefused() throws Exception {
        byte[] latin1 = GOOD.replace("passage: ", "\u00e9 a").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(parseFault(latin1), containsString("the manifest must be UTF-8, got the byte [0xe9] at ["));
        assertThat(
                parseFault(new byte[] {(byte) 0xff, (byte) 0xfe, '{'}), containsString("got the byte [0xff] at [0]"));
        assertThat(parseFault(new byte[] {(byte) 0xc3}), containsString("got the byte [0xc3] at [0]"));
        String said = GOOD.replace("passage: ", "\u00e9\ud83d\ude00\\ud83d\\ude00");
        assertEquals(
                "\u00e9\ud83d\ude00\ud83d\ude00",
                ModelManifest.parse("m", said.getBytes(StandardCharsets.UTF_8)).passagePrefix());
    }

    @Test
    public void faultsOfWhatIsInNoFolderNameTheManifest() {
        assertThat(parseFault("foo".getBytes(StandardCharsets.UTF_8)), startsWith("the manifest is not JSON: "));
        assertThat(parseFault("[]".getBytes(StandardCharsets.UTF_8)), startsWith("the manifest must hold one JSON"));
        assertThat(parseFault(new byte[70_000]), startsWith("the manifest must have at most 65536 bytes"));
    }

    private static String parseFault(byte[] json) {
        return assertThrows(ModelException.class, () -> ModelManifest.parse("m", json))
                .getMessage();
    }

    @Test
    public void deepNestingAndLongFilesAreRefused() {
        String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);
        assertThat(fault("m", deep), containsString("must not be nested more than 8 deep"));
        assertThat(fault("m", " ".repeat(70_000) + GOOD), containsString("must have at most 65536 bytes, got ["));
    }

    @Test
    public void theFolderIsTheId() {
        for (String id : new String[] {"Upper", "-first", "sp ace", "x".repeat(65), "ü"}) {
            assertThat(fault(id, GOOD), containsString("must match [[a-z0-9][a-z0-9._-]{0,63}], got [" + id + "]"));
        }
    }

    @Test
    public void aFolderWithoutAManifest() throws Exception {
        Path folder = newTempDir();
        String message = assertThrows(ModelException.class, () -> ModelManifest.read(folder.resolve("m")))
                .getMessage();
        assertThat(message, containsString("model.json: there is no such file"));
    }

    @Test
    public void theFingerprintChangesWithWhatDecidesAVector() throws Exception {
        String fingerprint = read("m", GOOD).fingerprint();
        assertEquals("a name decides nothing", fingerprint, read("n", GOOD).fingerprint());
        assertEquals(
                "nor the floor",
                fingerprint,
                read("m", GOOD.replace("0.7", "0.1")).fingerprint());
        String[][] changes = {
            {"384", "385"},
            {"mean", "cls"},
            {"true", "false"},
            {": 256,", ": 255,"},
            {"query: ", "query:"},
            {"passage: ", ""},
            {"sha256\": \"0", "sha256\": \"1"}
        };
        for (String[] change : changes) {
            assertNotEquals(
                    change[0],
                    fingerprint,
                    read("m", GOOD.replace(change[0], change[1])).fingerprint());
        }
        String moved = GOOD.replace("query: ", "query: p").replace("passage: ", "assage: ");
        assertNotEquals(
                "the border between prefixes counts",
                fingerprint,
                read("m", moved).fingerprint());
    }

    private String fault(String id, String json) {
        return assertThrows(id, ModelException.class, () -> read(id, json)).getMessage();
    }

    private ModelManifest read(String id, String json) throws IOException, ModelException {
        Path folder = Files.createDirectories(newTempDir().resolve(id));
        Files.writeString(folder.resolve("model.json"), json);
        return ModelManifest.read(folder);
    }
}
