/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The temporary folder {@code assort-node-…} of one node: the distribution, and everything that its processes write,
 * their temporary files and their home folder included.
 *
 * @param root what is deleted at the end
 * @param user whom the folder belongs to and the node runs as
 */
record NodeFolder(Path root, OrdinaryUser user) {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** A folder that {@code user} can reach; {@link #fill} makes it. */
    static NodeFolder plan(OrdinaryUser user) throws IOException {
        if (!user.can("-x", JAVA_HOME.resolve("bin/java"))) {
            throw new NodeFailure("the ordinary user that the node runs as cannot run " + JAVA_HOME
                    + "/bin/java: take a JDK that everybody can read");
        }
        Set<Path> places = new LinkedHashSet<>(
                List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"), Path.of("/var/tmp")));
        for (Path place : places) {
            if (Files.isWritable(place) && user.can("-x", place)) {
                // The real path, because the security agent compares paths after links are resolved.
                String name =
                        "assort-node-" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
                return new NodeFolder(place.toRealPath().resolve(name), user);
            }
        }
        throw new NodeFailure("no temporary folder that an ordinary user can reach among " + places);
    }

    Path home() {
        return root.resolve("opensearch");
    }

    Path userHome() {
        return root.resolve("home");
    }

    Path log() {
        return root.resolve("console.log");
    }

    Path installLog() {
        return root.resolve("install.log");
    }

    Path toolLog() {
        return root.resolve("tool.log");
    }

    Path toolErrors() {
        return root.resolve("tool-errors.log");
    }

    private Path tmp() {
        return root.resolve("tmp");
    }

    /** Puts the server's files into a folder. */
    @FunctionalInterface
    interface Server {
        void into(Path home) throws IOException;
    }

    /** Makes the folder and writes the server's files, configuration and models. */
    void fill(Server files, NodeSettings settings) throws IOException {
        Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(userHome());
        Files.createDirectories(tmp());
        files.into(home());
        StringBuilder yml = new StringBuilder();
        settings.yml(home())
                .forEach((key, value) ->
                        yml.append(key).append(": ").append(value).append('\n'));
        Files.writeString(home().resolve("config/opensearch.yml"), yml);
        for (Map.Entry<String, ModelSource> model : settings.models().entrySet()) {
            Path folder = models().resolve(model.getKey());
            model.getValue().writeTo(Files.createDirectories(folder));
        }
        user.own(root);
    }

    /** Copies the server with its plugins, but no model, to where another node is to run. */
    void copyServer(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(home())) {
            for (Path path : all.filter(path -> !path.startsWith(models())).toList()) {
                Files.copy(path, target.resolve(home().relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Path models() {
        return home().resolve("config/assort/models");
    }

    /** The command that installs {@code zips}, which are copied to where the user can read them. */
    ProcessBuilder installer(List<Path> zips) throws IOException {
        List<String> words = new ArrayList<>(List.of("bin/opensearch-plugin", "install", "--batch"));
        for (Path zip : zips) {
            if (!Files.isRegularFile(zip)) {
                throw new NodeFailure("no plugin at " + zip);
            }
            Path copy = tmp().resolve(zip.getFileName().toString());
            Files.copy(zip, copy, StandardCopyOption.REPLACE_EXISTING);
            words.add(copy.toUri().toString());
        }
        user.own(tmp());
        return command(words, List.of(), installLog());
    }

    /** Writes a model to where the node does not look for any, but its user can read it. */
    Path modelFolder(String id, ModelSource model) throws IOException {
        Path folder = Files.createDirectories(root.resolve("models").resolve(id));
        model.writeTo(folder);
        user.own(root.resolve("models"));
        return folder;
    }

    /** The command that runs one of the server's programs, its output in {@link #toolLog} and {@link #toolErrors}. */
    ProcessBuilder tool(List<String> words) {
        return command(words, List.of(), toolLog())
                .redirectErrorStream(false)
                .redirectOutput(toolLog().toFile())
                .redirectError(toolErrors().toFile());
    }

    /** The command that runs the node in the foreground. */
    ProcessBuilder server(NodeSettings settings) {
        List<String> options = new ArrayList<>();
        options.add("-Xms" + settings.heap());
        options.add("-Xmx" + settings.heap());
        options.add("-Duser.home=" + userHome());
        // The server's own native loader would otherwise make a folder in the user's home.
        options.add("-Djna.tmpdir=" + tmp());
        options.addAll(settings.jvmOptions());
        return command(List.of("bin/opensearch"), options, log());
    }

    private ProcessBuilder command(List<String> words, List<String> jvmOptions, Path output) {
        ProcessBuilder builder = new ProcessBuilder(user.command(words))
                .directory(home().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("OPENSEARCH_") || key.equals("JAVA_OPTS"));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("JAVA_HOME", JAVA_HOME.toString());
        environment.put("OPENSEARCH_JAVA_HOME", JAVA_HOME.toString());
        environment.put("OPENSEARCH_JAVA_OPTS", String.join(" ", jvmOptions));
        environment.put("OPENSEARCH_TMPDIR", tmp().toString());
        environment.put("TMPDIR", tmp().toString());
        environment.put("HOME", userHome().toString());
        // Every JVM of the scripts would leave a file in /tmp for jps, and keep it after SIGKILL.
        environment.put("JDK_JAVA_OPTIONS", "-XX:-UsePerfData");
        return builder;
    }

    /** Deletes the folder. What a dying process still writes meanwhile is deleted too, at a second look. */
    void delete() {
        for (int look = 0; look < 5 && Files.exists(root); look++) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException busy) {
                // Something was written or deleted meanwhile: look again.
            }
        }
    }
}
