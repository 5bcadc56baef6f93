/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;
import org.junit.Test;

/** What a node does besides: no telemetry, no download, no cache. In a JVM with the shipped jars and nothing else. */
public final class LoneNodeTests extends ModelTestCase {
    private static final String TEXT = "red cotton dress";

    @Test
    public void leavesNoFileAndOpensNoSocket() throws Exception {
        assumeTrue("sockets are read from /proc", Files.isDirectory(Path.of("/proc/self/fd")));
        Path root = newTempDir();
        Path model = Models.folder(root, Models.QUANTISED, Models.MINILM);
        Path home = Files.createDirectory(root.resolve("home"));
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        Path work = Files.createDirectory(root.resolve("work"));
        List<String> lines = runAlone(root, model, home, temporary, work);

        assertEquals("sockets []", lines.get(0));
        assertEquals("nothing is unpacked at run time", "temporary files []", lines.get(1));
        for (Path folder : List.of(home, temporary, work)) {
            assertEquals(List.of(folder), walk(folder));
        }
        assertEquals(
                List.of("model.json", "model.onnx", "tokenizer.json"),
                walk(model).stream()
                        .skip(1)
                        .map(p -> p.getFileName().toString())
                        .toList());
        assertArrayEquals(vectorHere(model), vector(lines.get(2)), 1e-6f);
    }

    @Test
    public void theCodeThatCallsHomeIsNotShipped() throws Exception {
        List<Path> jars = slimJars();
        assertEquals(2, jars.size());
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                List<String> names = jar.stream().map(e -> e.getName()).toList();
                for (String name : names) {
                    assertFalse(
                            name,
                            name.startsWith("ai/djl/")
                                    && name.endsWith(".class")
                                    && !name.endsWith("/TokenizersLibrary.class")
                                    && !name.endsWith("/CharSpan.class"));
                    assertFalse(name, name.endsWith(".so") || name.endsWith(".dll") || name.endsWith(".dylib"));
                }
            }
        }
    }

    private static List<String> runAlone(Path root, Path model, Path home, Path temporary, Path work) throws Exception {
        Path errors = root.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath(),
                LoneNode.class.getName(),
                System.getProperty("native.folder"),
                model.toString(),
                TEXT);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        Process process =
                builder.directory(work.toFile()).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(Files.readString(errors) + output, 0, process.waitFor());
        return output.lines().toList();
    }

    /** The jars as they are shipped, without natives, and what they need: no DJL, no slf4j. */
    private static String classPath() throws Exception {
        List<Path> path = new ArrayList<>(slimJars());
        for (Class<?> type : List.of(ModelLoader.class, LoneNode.class, JsonFactory.class, Logger.class)) {
            path.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> slimJars() throws IOException {
        return walk(Path.of(System.getProperty("slim.folder"))).stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }

    private static float[] vectorHere(Path model) throws Exception {
        try (TextEmbedder embedder = new ModelLoader(Models.natives()).load(model)) {
            return embedder.embed(List.of(TEXT), Purpose.QUERY, Cancellation.NONE)[0];
        }
    }

    private static float[] vector(String line) {
        String[] numbers =
                line.substring("vector [".length(), line.length() - 1).split(", ", 384);
        float[] vector = new float[numbers.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }
}
