/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.ThreadLeakScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assort.demo.node.Ports;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The quickstart as its script runs it. */
@ThreadLeakScope(ThreadLeakScope.Scope.NONE) // the JDK's own threads that watch child processes
public final class QuickstartIT extends RandomizedTest {

    private static final long PATIENCE_MINUTES = 5;

    private Path output;

    /** How a run ended, and what it wrote. */
    private record Run(long pid, int status, String text) {}

    @Before
    public void makeOutput() throws IOException {
        output = Files.createTempFile("assort-quickstart", ".txt");
    }

    @After
    public void deleteOutput() throws IOException {
        Files.delete(output);
    }

    private Run quickstart(String... options) throws IOException, InterruptedException {
        Path demo = Project.root().resolve("demo/target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Xmx512m",
                "-Dproject.root=" + Project.root(),
                "-cp",
                demo.resolve("classes") + ":" + demo.resolve("lib") + "/*",
                "org.assort.demo.quickstart.Quickstart"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertTrue("still running after " + PATIENCE_MINUTES + " minutes:\n" + text, ended);
            return new Run(process.pid(), process.exitValue(), text);
        } finally {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @Test
    public void threeSearchesBeforeAndAfter() throws Exception {
        int port = Ports.free();
        Run run = quickstart("--exit", "--port", Integer.toString(port));
        assertEquals(run.text(), 0, run.status());
        List<Double> before = distances(run, "before:");
        List<Double> after = distances(run, "after:");
        assertEquals("tables before:\n" + run.text(), 3, before.size());
        assertEquals("tables after:\n" + run.text(), 3, after.size());
        assertTrue("the pages differ more after:\n" + run.text(), sum(after) > sum(before));
        long bundles = run.text()
                .lines()
                .filter(line -> line.startsWith("bought together: in the same response"))
                .count();
        assertEquals("tables of bundles:\n" + run.text(), 3, bundles);
        assertNothingLeft(run, port);
    }

    /** The intra-list distances that stand above the tables of one kind. */
    private static List<Double> distances(Run run, String kind) {
        Pattern distance = Pattern.compile("intra-list distance ([0-9.]+)");
        return run.text()
                .lines()
                .filter(line -> line.startsWith(kind))
                .flatMap(line -> distance.matcher(line).results())
                .map(match -> Double.valueOf(match.group(1)))
                .toList();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void assertNothingLeft(Run run, int port) throws IOException {
        String folder = "assort-node-" + run.pid() + "-";
        for (Path place :
                List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/tmp"), Path.of("/var/tmp"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    List<Path> left = files.filter(
                                    file -> file.getFileName().toString().startsWith(folder))
                            .toList();
                    assertEquals("folders left in " + place, List.of(), left);
                }
            }
        }
        List<String> processes = ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder))
                .toList();
        assertEquals("processes left", List.of(), processes);
        assertTrue("port " + port + " is free again", Ports.isFree(port));
    }

    @Test
    public void takenPortIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Run run = quickstart("--exit", "--port", Integer.toString(port));
            assertEquals(run.text(), 1, run.status());
            assertEquals(
                    List.of("quickstart: port " + port + " is taken; choose another with --port"),
                    run.text().lines().filter(line -> line.isBlank() == false).toList());
            assertFalse("the one who holds the port keeps it", taken.isClosed());
        }
    }
}
