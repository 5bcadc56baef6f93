/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One real OpenSearch node in a folder and a process of its own, from {@link #unpack} to {@link #close}. Whatever ends
 * this JVM short of SIGKILL ends the node with it and deletes its folder. To be used by one thread at a time, except
 * that {@link #close} may come from any.
 */
public final class OpenSearchNode implements AutoCloseable {

    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 30;

    private final NodeSettings settings;
    private final NodeFolder folder;
    private final Http http;
    private final Thread hook = new Thread(this::shutDown, "assort-node-cleanup");

    /** Held while files are written or a process is started, so that closing never runs beside either. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile boolean closed;
    private volatile Process process;

    /** A program that runs beside the node's process. */
    private volatile Process tool;

    private OpenSearchNode(NodeSettings settings, NodeFolder folder) {
        this.settings = settings;
        this.folder = folder;
        this.http = new Http(URI.create("http://" + Ports.HOST + ":" + settings.httpPort()), REQUEST_TIMEOUT);
    }

    /**
     * Checks that the ports are free, unpacks the distribution into a new temporary folder, and writes the node's
     * configuration and models.
     */
    public static OpenSearchNode unpack(Distribution distribution, NodeSettings settings) throws IOException {
        return make(distribution::unpack, settings);
    }

    /** {@link #unpack} and {@link #installPlugins} in one, by copying a node that has these plugins and never ran. */
    static OpenSearchNode copyOf(OpenSearchNode installed, NodeSettings settings) throws IOException {
        return make(installed.folder::copyServer, settings);
    }

    private static OpenSearchNode make(NodeFolder.Server files, NodeSettings settings) throws IOException {
        Ports.requireFree(settings.httpPort());
        Ports.requireFree(settings.transportPort());
        OrdinaryUser user = OrdinaryUser.find();
        OpenSearchNode node = new OpenSearchNode(settings, NodeFolder.plan(user));
        try {
            // Before the first file is written, or a signal in between would leave that file.
            Runtime.getRuntime().addShutdownHook(node.hook);
        } catch (IllegalStateException exiting) {
            throw new NodeFailure("stopped before the node was unpacked", exiting);
        }
        return node.orClose(() -> node.folder.fill(files, settings));
    }

    /** {@link #unpack}, {@link #installPlugins}, {@link #start} and {@link #awaitReady} in one. */
    public static OpenSearchNode run(Distribution distribution, NodeSettings settings, Duration patience)
            throws IOException {
        OpenSearchNode node = unpack(distribution, settings);
        node.installPlugins();
        node.start();
        return node.awaitReady(patience);
    }

    /** Installs the plugins of the settings, in their order, with the node's own {@code bin/opensearch-plugin}. */
    public OpenSearchNode installPlugins() throws IOException {
        return settings.plugins().isEmpty() ? this : install(settings.plugins());
    }

    /** Installs one more plugin; it is there after the next start. */
    public OpenSearchNode installPlugin(Path zip) throws IOException {
        return install(List.of(zip));
    }

    private OpenSearchNode install(List<Path> zips) throws IOException {
        return orClose(() -> {
            Process tool = folder.installer(zips).start();
            process = tool;
            waitFor(tool, Duration.ofMinutes(5));
            process = null;
            if (tool.isAlive() || tool.exitValue() != 0) {
                destroy(tool);
                throw new NodeFailure("bin/opensearch-plugin could not install "
                        + zips.stream().map(zip -> zip.getFileName().toString()).collect(Collectors.joining(", "))
                        + ":\n" + Files.readString(folder.installLog()).strip());
            }
        });
    }

    /** Starts the node's process, and returns at once. */
    public OpenSearchNode start() throws IOException {
        return orClose(() -> {
            if (isAlive()) {
                throw new IllegalStateException("the node runs already");
            }
            process = folder.server(settings).start();
        });
    }

    /**
     * Returns when the node answers and its cluster is yellow or green.
     *
     * @throws NodeFailure with the tail of its log where it dies, or is not ready in time
     */
    public OpenSearchNode awaitReady(Duration patience) throws IOException {
        return awaitReady(patience, waited -> {});
    }

    /** {@link #awaitReady(Duration)}, telling {@code progress} now and then how many milliseconds have passed. */
    public OpenSearchNode awaitReady(Duration patience, LongConsumer progress) throws IOException {
        long start = System.nanoTime();
        while (!isReady()) {
            long waited = System.nanoTime() - start;
            progress.accept(TimeUnit.NANOSECONDS.toMillis(waited));
            if (!isAlive()) {
                throw failed(
                        Ports.isFree(settings.httpPort())
                                ? "the node died at start"
                                : "port " + settings.httpPort() + " was taken by somebody else meanwhile");
            }
            if (waited > patience.toNanos()) {
                throw failed("the node was not ready after " + patience.toSeconds() + " s");
            }
            pause();
        }
        return this;
    }

    private NodeFailure failed(String what) {
        NodeFailure failure = new NodeFailure(
                closed ? "the node was closed" : what + "\nthe end of its log:\n" + logTail(TAIL_LINES));
        close();
        return failure;
    }

    private boolean isReady() {
        try {
            JsonNode nodes = http.get("/_nodes/_local/process?filter_path=nodes.*.process.id")
                    .ok()
                    .path("nodes");
            return isOwn(nodes.path(nodes.fieldNames().next())
                            .path("process")
                            .path("id")
                            .asLong())
                    && http.get("/_cluster/health?wait_for_status=yellow&timeout=1s")
                            .isOk();
        } catch (IOException | NoSuchElementException notYet) {
            return false;
        }
    }

    /** Two nodes may have found the same port free; the one that lost must not take the other's answers for its own. */
    private boolean isOwn(long answering) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .anyMatch(own -> own.pid() == answering);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(stopped);
        }
    }

    /** Ends the process (SIGTERM, then SIGKILL); the folder stays, so that {@link #start} can follow. */
    public void stop() {
        end(process);
    }

    /** Ends the process with SIGKILL, as a crash would; the folder stays. */
    public void killHard() {
        destroy(process);
    }

    /** Stops the node and starts it again in place, with the same data, ports and plugins. */
    public OpenSearchNode restart(Duration patience) throws IOException {
        stop();
        start();
        return awaitReady(patience);
    }

    /** Writes a model folder beside the server, to be uploaded. */
    public Path modelFolder(String id, ModelSource model) throws IOException {
        return folder.modelFolder(id, model);
    }

    /**
     * Runs one of the server's programs, such as {@code bin/opensearch-assort/model}, as the node's user in the server's folder.
     *
     * @param progress told now and then how many milliseconds have passed
     * @return what it wrote, without its errors: the server's scripts say there what they think of the JDK
     * @throws NodeFailure with all of it, where it fails or takes longer than {@code patience}
     */
    public String runTool(List<String> words, Duration patience, LongConsumer progress) throws IOException {
        long start = System.nanoTime();
        Process started = folder.tool(words).start();
        tool = started;
        try {
            while (started.isAlive() && System.nanoTime() - start < patience.toNanos() && !closed) {
                progress.accept(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                pause();
            }
        } finally {
            destroy(started);
            tool = null;
        }
        String text = Files.readString(folder.toolLog()).strip();
        if (started.exitValue() != 0) {
            String errors = Files.readString(folder.toolErrors()).strip();
            throw new NodeFailure(words.getFirst() + " failed: " + (text + "\n" + errors).strip());
        }
        return text;
    }

    public boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** The process id of the node's JVM. */
    public long pid() {
        // The JVM replaces the scripts before it, but runuser waits for it.
        return process.descendants().findFirst().orElse(process.toHandle()).pid();
    }

    public NodeSettings settings() {
        return settings;
    }

    public Http http() {
        return http;
    }

    /** Where the distribution is unpacked. */
    public Path home() {
        return folder.home();
    }

    /** The folder that the node's JVM takes for its user's home; nothing should ever appear in it. */
    public Path userHome() {
        return folder.userHome();
    }

    /** What the node wrote to its console; gone when the node is closed. */
    public Path log() {
        return folder.log();
    }

    /** The last lines of the log. */
    public String logTail(int lines) {
        try {
            List<String> all = Files.readAllLines(log(), StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException none) {
            return "(no log: " + none + ")";
        }
    }

    /** Ends the process and deletes the folder. */
    @Override
    public void close() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook runs, or has run; it finds nothing left to do.
        }
    }

    private void shutDown() {
        closed = true;
        destroy(tool);
        end(process);
        lock.lock();
        try {
            // A process may have been started between the first look and the lock.
            end(process);
            folder.delete();
        } finally {
            lock.unlock();
            http.close();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private OpenSearchNode orClose(Step step) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new NodeFailure("the node is closed");
            }
            step.run();
            return this;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private static void end(Process process) {
        if (process == null) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        waitFor(process, STOP_PATIENCE);
        destroy(process);
    }

    private static void destroy(Process process) {
        if (process == null) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        waitFor(process, STOP_PATIENCE);
    }

    /** Waits also while interrupted: a node left running is worse than a late answer. */
    private static void waitFor(Process process, Duration patience) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
