/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs cases of the model store's {@code MutationRun} in a JVM of their own and watches it: which case it is in, for how long, and
 * how large it is.
 */
final class MutationProcess {

    private static final String MAIN = "org.assort.model.MutationRun";
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Twice what the checks let a run hold, and the heap. */
    private static final long MAX_BYTES = 5L << 30;

    private final Path root;
    private final Path folder;
    private final long seed;

    MutationProcess(Path root, Path folder, long seed) {
        this.root = root;
        this.folder = folder;
        this.seed = seed;
    }

    /** How a process ended. */
    enum How {
        DONE,
        CRASHED,
        HUNG,
        GREW
    }

    /** Gets the outcome of each case, and all that is said of it. */
    interface Outcomes {
        void add(String outcome, String line);
    }

    /**
     * The end of a process.
     *
     * @param number of the case in which it died
     * @param next the first case that has not been tried
     */
    record End(How how, int number, int next, int exit, String what) {
        @Override
        public String toString() {
            return how + " with exit status " + exit + " in case " + number + ", " + what;
        }
    }

    /** Tries the cases of a range, to its end or to the first that the process does not survive. */
    End run(int from, int to, Outcomes outcomes) throws IOException, InterruptedException {
        Process process = start(from, to);
        Watch watch = new Watch(process);
        Thread watching = Thread.ofPlatform().daemon().start(watch);
        int next = from;
        String what = "before the first case";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 4);
                if (words[0].equals("case")) {
                    watch.began();
                    what = line;
                } else if (words[0].equals("done")) {
                    watch.ended();
                    outcomes.add(words[2], what + ": " + line);
                    next = Integer.parseInt(words[1]) + 1;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        int exit = process.waitFor();
        watching.join();
        if (next == to && exit == 0) {
            return new End(How.DONE, to - 1, to, exit, what);
        }
        return new End(watch.killed == null ? How.CRASHED : watch.killed, next, next + 1, exit, what);
    }

    private Process start(int from, int to) throws IOException {
        ModelStoreJvm jvm = new ModelStoreJvm(root, folder);
        String model = jvm.model("all-minilm-l6-v2-q");
        return jvm.start(
                List.of("-Xmx768m"),
                MAIN,
                List.of(
                        jvm.natives(),
                        model + ".onnx",
                        model + "-tokenizer.json",
                        Files.createDirectories(folder.resolve("case")).toString(),
                        Long.toString(seed),
                        Integer.toString(from),
                        Integer.toString(to)));
    }

    /** Ends a process that is in one case for too long, or too large. */
    private static final class Watch implements Runnable {
        private final Process process;
        private volatile long began = System.nanoTime();
        private volatile boolean running;
        private volatile How killed;

        Watch(Process process) {
            this.process = process;
        }

        void began() {
            began = System.nanoTime();
            running = true;
        }

        void ended() {
            running = false;
        }

        @Override
        public void run() {
            try {
                while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    boolean hung = running && System.nanoTime() - began > HANG.toNanos();
                    boolean grew = ModelStoreJvm.resident(process.pid()) > MAX_BYTES;
                    if (hung || grew) {
                        killed = grew ? How.GREW : How.HUNG;
                        process.destroyForcibly();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
