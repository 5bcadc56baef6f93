/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assort.model.tiny.TinyOnnx;
import org.junit.Test;

/** A run is stopped while it runs. The graph under test multiplies for a third of a second or so, whatever the text. */
public final class RunWatchTests extends ModelTestCase {
    private static final String WATCH = "assort-run-watch";

    /** The table's rows, and a sum of many products of zeros on top, a billion multiplications each. */
    private static TinyOnnx slow(int products) {
        TinyOnnx graph = new TinyOnnx()
                .input("input_ids", TinyOnnx.INT64, -1, -1)
                .floats("table", Models.TINY_TABLE)
                .floats("nothing", new float[1][1])
                .tensor(TinyOnnx.wholes("square", 1 << 10, 1 << 10))
                .node("Gather", "rows", "table", "input_ids")
                .node("ReduceMean", "mean", "rows")
                .node("Mul", "zero", "mean", "nothing")
                .tensor(TinyOnnx.wholes("one", 1, 1))
                .node("Reshape", "flat", "zero", "one")
                .node("Expand", "x0", "flat", "square");
        for (int i = 0; i < products; i++) {
            graph.node("MatMul", "x" + (i + 1), "x" + i, "x" + i);
        }
        return graph.node("ReduceMax", "end", "x" + products)
                .node("Add", "last_hidden_state", "rows", "end")
                .output("last_hidden_state", TinyOnnx.FLOAT, -1, -1, 2);
    }

    private static Cancellation stopsOtherThreadsThan(Thread caller, RuntimeException with) {
        return () -> {
            if (!Thread.currentThread().equals(caller)) {
                throw with;
            }
        };
    }

    @Test
    public void aRunIsStoppedWithWhatItsCallerSays() throws Exception {
        try (TextEmbedder model = load(slow(12), new ModelLoader(Models.natives()))) {
            float[][] wanted = model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE);
            RuntimeException gone = new IllegalStateException("the shopper has gone");
            Cancellation stops = stopsOtherThreadsThan(Thread.currentThread(), gone);
            assertSame(
                    gone,
                    assertThrows(IllegalStateException.class, () -> model.embed(List.of("a"), Purpose.QUERY, stops)));
            AtomicBoolean stopped = new AtomicBoolean();
            Thread caller = Thread.currentThread();
            Cancellation enough = () -> {
                if (!Thread.currentThread().equals(caller)) {
                    stopped.set(true);
                    throw new EmbeddingException("enough");
                }
            };
            assertEquals(
                    "enough",
                    assertThrows(EmbeddingException.class, () -> model.embed(List.of("a"), Purpose.QUERY, enough))
                            .getMessage());
            assertArrayEquals(
                    "the session is whole",
                    wanted[0],
                    model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE)[0],
                    0);
        }
    }

    @Test
    public void onlyTheOneThatIsNotWantedIsStopped() throws Exception {
        try (TextEmbedder model = load(slow(12), new ModelLoader(Models.natives()));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<float[][]> wanted = () -> model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE);
            Callable<float[][]> unwanted = () -> model.embed(
                    List.of("b"),
                    Purpose.QUERY,
                    stopsOtherThreadsThan(Thread.currentThread(), new IllegalStateException("gone")));
            List<Future<float[][]>> runs = new ArrayList<>();
            runs.add(threads.submit(wanted));
            runs.add(threads.submit(unwanted));
            assertEquals(2, runs.get(0).get()[0].length);
            assertThat(
                    assertThrows(ExecutionException.class, () -> runs.get(1).get())
                            .getCause()
                            .getMessage(),
                    containsString("gone"));
        }
    }

    @Test
    public void aModelThatIsTooSlowForItsTrialIsRefused() throws Exception {
        Path folder = Models.tiny(newTempDir(), slow(500), Models.TINY);
        ModelLoader loader = new ModelLoader(Models.natives(), Duration.ofMillis(200));
        ModelException fault = assertThrows(ModelException.class, () -> loader.load(folder));
        assertTrue("the machine may have more time for it", fault.mayPass());
        assertThat(
                fault.getMessage(),
                allOf(
                        containsString("the trial failed: it must be done in [200] ms, it took longer"),
                        containsString("tiny")));
        awaitNobodyWatches();
    }

    @Test
    public void oneThreadForAllModelsWhileThereIsOne() throws Exception {
        ModelLoader loader = new ModelLoader(Models.natives());
        awaitNobodyWatches();
        TextEmbedder first = load(slow(2), loader);
        TextEmbedder second = load(slow(2), loader);
        List<TextEmbedder> models = List.of(first, second);
        for (TextEmbedder model : models) {
            model.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE);
        }
        assertEquals(1, threads());
        first.close();
        second.embed(List.of("a"), Purpose.QUERY, Cancellation.NONE);
        assertEquals(1, threads());
        second.close();
        awaitNobodyWatches();
        try (TextEmbedder again = load(slow(12), loader)) {
            RuntimeException gone = new IllegalStateException("gone");
            Cancellation stops = stopsOtherThreadsThan(Thread.currentThread(), gone);
            List<String> texts = List.of("a", "b", "c");
            assertSame(gone, assertThrows(IllegalStateException.class, () -> again.embed(texts, Purpose.QUERY, stops)));
        }
    }

    /** A pool has ended a moment before its thread has. */
    private static void awaitNobodyWatches() throws InterruptedException {
        for (int tries = 0; tries < 1_000 && threads() > 0; tries++) {
            Thread.sleep(5);
        }
        assertEquals(0, threads());
    }

    private static long threads() {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        return all.keySet().stream().filter(t -> t.getName().equals(WATCH)).count();
    }

    private TextEmbedder load(TinyOnnx graph, ModelLoader loader) throws Exception {
        return loader.load(Models.tiny(newTempDir(), graph, Models.TINY));
    }
}
