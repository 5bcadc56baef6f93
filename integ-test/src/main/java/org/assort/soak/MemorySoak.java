/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * MiniLM in float32 loaded, used and unloaded again and again in a JVM of its own, whose memory is looked at from outside: what a
 * model took is given back, and nothing is left of it.
 */
final class MemorySoak implements SoakTask {

    private static final String MAIN = "org.assort.model.MemoryRun";
    private static final int ROUNDS = 50;

    /** By then the libraries are loaded, the code is compiled and the allocator has its arenas. */
    private static final int SETTLED = 5;

    /** A single reading is off by 30 MB as the allocator happens to give pages back; the median of a few is not. */
    private static final int READINGS = 5;

    /** A megabyte a round: the smallest part of a model, its tokenizer, is several. */
    private static final long MAX_GROWTH_MB = ROUNDS - SETTLED - READINGS;

    /** The model's file has 86; it may not be that all of it goes, but most of it. */
    private static final long LEAST_RETURNED_MB = 60;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "50 times a model is loaded, used and unloaded in a JVM of its own: its memory comes back, and none is left behind";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Path folder = Files.createDirectories(workplace.root().resolve("integ-test/target/soak-memory"));
        ModelStoreJvm jvm = new ModelStoreJvm(workplace.root(), folder);
        String model = jvm.model("all-minilm-l6-v2");
        // A heap that does not grow, so that what grows is not the heap.
        Process process = jvm.start(
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
                MAIN,
                List.of(
                        jvm.natives(),
                        model + ".onnx",
                        model + "-tokenizer.json",
                        folder.resolve("model").toString(),
                        Integer.toString(ROUNDS),
                        Integer.toString(random.nextInt())));
        List<Long> loaded = new ArrayList<>();
        List<Long> unloaded = new ArrayList<>();
        try {
            watch(process, loaded, unloaded, figures);
        } finally {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        if (unloaded.size() != ROUNDS) {
            throw new IOException("the process ended with exit status " + exit + " in round " + (unloaded.size() + 1)
                    + ", " + folder.resolve("errors.txt") + " may say why");
        }
        judge(loaded, unloaded, figures);
    }

    /** The process waits at each line until its memory has been looked at. */
    private static void watch(Process process, List<Long> loaded, List<Long> unloaded, Figures figures)
            throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                OutputStream answers = process.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.equals("loaded") && !line.equals("unloaded")) {
                    continue;
                }
                long megabytes = ModelStoreJvm.resident(process.pid()) >> 20;
                (line.equals("loaded") ? loaded : unloaded).add(megabytes);
                if (line.equals("unloaded")) {
                    figures.step("round " + unloaded.size() + ": " + loaded.getLast() + " MB with the model, "
                            + megabytes + " without");
                }
                answers.write('\n');
                answers.flush();
            }
        }
    }

    private static void judge(List<Long> loaded, List<Long> unloaded, Figures figures) {
        List<Long> returned = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            returned.add(loaded.get(round) - unloaded.get(round));
        }
        long settled = median(unloaded.subList(SETTLED, SETTLED + READINGS));
        long last = median(unloaded.subList(ROUNDS - READINGS, ROUNDS));
        figures.info("rss_loaded_mb", Long.toString(median(loaded.subList(ROUNDS - READINGS, ROUNDS))));
        figures.info("rss_unloaded_mb", Long.toString(last));
        figures.atLeast("returned_mb", LEAST_RETURNED_MB, (double) median(returned));
        figures.atMost("rss_growth_mb", MAX_GROWTH_MB, last - settled);
    }

    private static long median(List<Long> readings) {
        return readings.stream().sorted().toList().get(readings.size() / 2);
    }
}
