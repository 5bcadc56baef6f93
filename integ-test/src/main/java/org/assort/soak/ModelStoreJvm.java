/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVMs that run the model store alone, with programs of its tests and the encoders that its build has unpacked.
 *
 * @param root the project's folder
 * @param folder gets what a process writes to its standard error, in {@code errors.txt}, and when it crashes
 */
record ModelStoreJvm(Path root, Path folder) {

    private Path built() {
        return root.resolve("model-store/target");
    }

    /** Where the native libraries lie. */
    String natives() {
        return built().resolve("native").toString();
    }

    /** The beginning of the paths of an encoder's two files. */
    String model(String name) {
        return built().resolve("models").resolve(name).toString();
    }

    /** Starts one. */
    Process start(List<String> options, String main, List<String> arguments) throws IOException {
        String classPath = String.join(
                File.pathSeparator,
                built().resolve("classes").toString(),
                built().resolve("test-classes").toString(),
                built().resolve("slim").toString() + "/*",
                root.resolve("integ-test/target/lib").toString() + "/*");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("error-%p.log"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    /** What a process holds of the machine's memory, in bytes; 0 where that cannot be read. */
    static long resident(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
