/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import static org.hamcrest.Matchers.containsString;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assort.model.Cancellation;
import org.assort.model.Device;
import org.assort.model.Footprint;
import org.assort.model.MemoryEstimate;
import org.assort.model.ModelException;
import org.assort.model.ModelInfo;
import org.assort.model.ModelManifest;
import org.assort.model.Purpose;
import org.assort.plugin.AssortSettings;
import org.opensearch.ExceptionsHelper;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Who is loaded, who goes for whom and who is refused, with sessions that say when they are used after they were closed. */
public class ModelMemoryTests extends OpenSearchTestCase {

    private static final long FILE = 1 << 20;

    /** What a session takes unless a test says otherwise. */
    private static final Footprint USUAL = new Footprint(1_100_000, 200_000);

    /** The same where one thread embeds for searches and one for documents. */
    private static final long LOADED = 1_500_000;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Footprint> footprints = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final Set<String> loaders = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean broken;

    private ThreadPool threadPool;
    private ClusterSettings dynamic;
    private Settings settings;
    private ModelMemory memory;
    private EmbeddingService service;

    /** A session of a model; it cannot be used once it is closed. */
    private static final class Session extends GatedEmbedder {

        private final Footprint footprint;
        private volatile boolean closed;

        Session(String id, Footprint footprint) {
            super(id, id);
            this.footprint = footprint;
            open();
        }

        @Override
        public float[][] embed(
                List<String> texts, Purpose purpose, Cancellation cancellation, org.assort.model.EmbeddingTimes times)
                throws org.assort.model.EmbeddingException {
            float[][] vectors = super.embed(texts, purpose, cancellation, times);
            if (closed) {
                throw new org.assort.model.EmbeddingException("session [" + modelId() + "] is closed");
            }
            return vectors;
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo(Device.cpu(), false, FILE, footprint, 8, 1, List.of(), List.of(), 0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void start(long limit, String idle, String timeout) {
        start(limit, idle, timeout, Settings.EMPTY);
    }

    private void start(long limit, String idle, String timeout, Settings more) {
        settings = Settings.builder()
                .put("node.name", "test")
                .put("thread_pool." + EmbeddingService.POOL + ".size", 1)
                .put("thread_pool." + EmbeddingService.INGEST_POOL + ".size", 1)
                .put(more)
                .put(AssortSettings.MODEL_MEMORY.getKey(), limit + "b")
                .put(AssortSettings.MODEL_IDLE_TIME.getKey(), idle)
                .put(AssortSettings.EMBED_TIMEOUT.getKey(), timeout)
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(
                AssortSettings.MODEL_MEMORY,
                AssortSettings.MODEL_IDLE_TIME,
                AssortSettings.EMBED_TIMEOUT,
                AssortSettings.EMBED_MAX_BATCH_WAIT));
        dynamic = new ClusterSettings(settings, known);
        threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        memory = new ModelMemory(settings, dynamic, threadPool);
        service = new EmbeddingService(settings, dynamic, threadPool);
    }

    @Override
    public void tearDown() throws Exception {
        gate.countDown();
        if (threadPool != null) {
            terminate(threadPool);
        }
        super.tearDown();
    }

    private void set(Setting<?> setting, String value) {
        settings = Settings.builder().put(settings).put(setting.getKey(), value).build();
        dynamic.applySettings(settings);
    }

    static ModelManifest manifest(String id) throws ModelException {
        String hash = "0".repeat(64);
        String json = """
                { "dimension": 1, "pooling": "mean", "normalise": false, "max_length": 8,
                  "query_prefix": "", "passage_prefix": "", "cosine_floor": 0.25,
                  "files": { "model": {"name": "model.onnx", "bytes": %s, "sha256": "%s"},
                             "tokenizer": {"name": "tokenizer.json", "bytes": 1, "sha256": "%s"} } }
                """.formatted(FILE, hash, hash);
        return ModelManifest.parse(id, json.getBytes(StandardCharsets.UTF_8));
    }

    private OnDemandModel model(String id) throws ModelException {
        return model(id, false);
    }

    private OnDemandModel model(String id, boolean pinned) throws ModelException {
        OnDemandModel model = new OnDemandModel(
                memory, (folder, admission) -> load(id, admission), Path.of(id), manifest(id), pinned);
        memory.add(model);
        return model;
    }

    private Session load(String id, Consumer<Footprint> admission) throws ModelException {
        loads.incrementAndGet();
        loaders.add(Thread.currentThread().getName());
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new ModelException("interrupted", e);
        }
        if (broken) {
            throw new ModelException("/secret/path is broken");
        }
        Footprint footprint = footprints.getOrDefault(id, USUAL);
        admission.accept(footprint);
        Session session = new Session(id, footprint);
        sessions.put(id, session);
        return session;
    }

    private static CompletableFuture<Void> acquire(OnDemandModel model) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        model.acquire(ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    private static void use(OnDemandModel model) throws Exception {
        acquire(model).get();
        model.release();
    }

    private static Throwable failure(CompletableFuture<?> result) {
        return expectThrows(ExecutionException.class, result::get).getCause();
    }

    private static long whileLoading() throws ModelException {
        return MemoryEstimate.whileLoading(manifest("any"));
    }

    public void testWhoeverWaitsIsToldOfOneLoad() throws Exception {
        start(10 * FILE, "30s", "1m");
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        assertEquals(ModelState.COLD, model.state());
        assertEquals("known without a session", 0.25, model.cosineFloor(), 0);
        assertEquals("known without a session", 8, model.info().maxLength());
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(acquire(model));
        }
        assertEquals(ModelState.LOADING, model.state());
        assertEquals(
                "charged before it is there", whileLoading(), memory.stats().estimated());
        gate.countDown();
        for (CompletableFuture<Void> one : waiting) {
            one.get();
        }
        assertEquals(ModelState.WARM, model.state());
        assertEquals(1, loads.get());
        assertEquals("corrected by what was found", LOADED, memory.stats().estimated());
        assertTrue(loaders.toString(), loaders.iterator().next().contains("[generic]"));
    }

    public void testTheOneUsedLongestAgoGoesAndIsClosed() throws Exception {
        start(2 * LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel a = model("a");
        OnDemandModel b = model("b");
        OnDemandModel c = model("c");
        use(a);
        use(b);
        Thread.sleep(2);
        use(a);
        use(c);
        assertEquals(ModelState.WARM, a.state());
        assertEquals(ModelState.COLD, b.state());
        assertTrue("its memory is given back", sessions.get("b").closed);
        assertEquals(2 * LOADED, memory.stats().estimated());
        assertEquals(0, b.charged());
        use(b);
        assertEquals("loaded again", ModelState.WARM, b.state());
        assertEquals(0, memory.stats().tripped());
    }

    public void testWhoIsUsedOrPinnedStaysAndTheOtherIsRefused() throws Exception {
        start(LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel pinned = model("pinned", true);
        OnDemandModel other = model("other");
        memory.load(pinned);
        Throwable refused = failure(acquire(other));
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));
        assertThat(refused.getMessage(), containsString("[assort.models.memory_limit]"));
        assertThat(refused.getMessage(), containsString("[pinned] with [1.4mb] is loaded"));
        assertThat(refused.getMessage(), containsString("[other] needs [2mb]"));
        assertEquals(1, memory.stats().tripped());
        assertEquals(ModelState.COLD, other.state());

        pinned.unpin();
        use(other);
        assertEquals(ModelState.COLD, pinned.state());
        acquire(other).get();
        assertThat(failure(acquire(pinned)).getMessage(), containsString("[other] with"));
        other.release();
        use(pinned);
        assertEquals(ModelState.COLD, other.state());
    }

    /** Of the old version and of the new there is room for one. */
    public void testAVersionThatIsPreparedDoesNotTakeThePlaceOfTheOneThatIsServed() throws Exception {
        start(LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel served = model("a");
        OnDemandModel next = model("a", true);
        use(served);
        Exception refused = expectThrows(OpenSearchRejectedExecutionException.class, () -> memory.load(next));
        assertThat(refused.getMessage(), containsString("model [a] needs [2mb]"));
        assertThat(refused.getMessage(), containsString("but the version that is served keeps its [1.4mb]"));
        assertEquals(ModelState.WARM, served.state());
        use(served);

        set(AssortSettings.MODEL_MEMORY, (LOADED + whileLoading()) + "b");
        memory.load(next);
        assertEquals(ModelState.WARM, served.state());
        assertEquals(2 * LOADED, memory.stats().estimated());
    }

    public void testAVersionThatIsPreparedTakesThePlaceOfAnotherModel() throws Exception {
        start(2 * LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel served = model("a");
        OnDemandModel other = model("b");
        use(served);
        use(other);
        memory.load(model("a", true));
        assertEquals("though it was used before the other", ModelState.WARM, served.state());
        assertEquals(ModelState.COLD, other.state());
    }

    public void testAVersionThatIsPreparedLeavesRoomForTheOneThatIsServedAndCold() throws Exception {
        start(LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel served = model("a");
        OnDemandModel next = model("a", true);
        Exception refused = expectThrows(OpenSearchRejectedExecutionException.class, () -> memory.load(next));
        assertThat(refused.getMessage(), containsString("none is loaded"));
        assertThat(refused.getMessage(), containsString("but the version that is served keeps its [2mb]"));
        assertEquals(ModelState.COLD, next.state());
        use(served);

        served.close();
        memory.load(next);
        assertEquals(ModelState.WARM, next.state());
        next.unpin();
        use(model("b"));
        assertEquals("its place was for the time being", ModelState.COLD, next.state());
    }

    public void testTheFirstLoadIsRefusedAsTheSecondIsWhereRunsTakeTooMuch() throws Exception {
        start(whileLoading() + FILE, "0s", "1m");
        footprints.put("a", new Footprint(FILE, FILE + 10));
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        List<CompletableFuture<Void>> waiting = List.of(acquire(model), acquire(model));
        gate.countDown();
        for (CompletableFuture<Void> one : waiting) {
            assertNeedsThreeMegabytes(failure(one));
        }
        assertEquals("nothing is wrong with it", ModelState.COLD, model.state());
        assertNull(model.reason());
        assertEquals(0, memory.stats().estimated());
        assertNeedsThreeMegabytes(failure(acquire(model)));
        assertNeedsThreeMegabytes(expectThrows(RuntimeException.class, () -> embedOnSearchThread(model)));
        assertNeedsThreeMegabytes(expectThrows(RuntimeException.class, () -> memory.load(model)));
        assertEquals("what it needs is known from the first time", 1, loads.get());
        assertEquals(4, memory.stats().tripped());

        set(AssortSettings.MODEL_MEMORY, (3 * FILE + 20) + "b");
        use(model);
        assertEquals(3 * FILE + 20, model.charged());
        assertEquals(3 * FILE + 20, memory.stats().estimated());
    }

    private static void assertNeedsThreeMegabytes(Throwable refused) {
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));
        assertThat(refused.getMessage(), containsString("model [a] needs [3mb]"));
        assertThat(refused.getMessage(), containsString("and none is loaded"));
    }

    public void testOthersGoForWhatTheCheckFound() throws Exception {
        start(LOADED + whileLoading(), "0s", "1m");
        footprints.put("b", new Footprint(FILE, FILE));
        OnDemandModel a = model("a");
        OnDemandModel b = model("b");
        use(a);
        use(b);
        assertTrue("its memory is given back", sessions.get("a").closed);
        assertEquals(ModelState.COLD, a.state());
        assertEquals(3 * FILE, memory.stats().estimated());
    }

    public void testEachThreadThatMayRunAModelIsCounted() throws Exception {
        start(
                100 * FILE,
                "0s",
                "1m",
                Settings.builder()
                        .put("thread_pool." + EmbeddingService.POOL + ".size", 4)
                        .put("thread_pool." + EmbeddingService.INGEST_POOL + ".size", 3)
                        .build());
        footprints.put("a", new Footprint(FILE, FILE));
        footprints.put("b", new Footprint(FILE, 0));
        OnDemandModel a = model("a");
        use(a);
        assertEquals(8 * FILE, a.charged());
        OnDemandModel onADevice = model("b");
        use(onADevice);
        assertEquals(FILE, onADevice.charged());
        footprints.put("c", new Footprint(FILE, Long.MAX_VALUE / 2));
        assertEquals(
                "more than can be counted",
                RestStatus.TOO_MANY_REQUESTS,
                ExceptionsHelper.status(failure(acquire(model("c")))));
        assertEquals(9 * FILE, memory.stats().estimated());
    }

    public void testWhoAskedForALoadHoldsNothingAfterwards() throws Exception {
        start(LOADED + whileLoading() - 1, "0s", "1m");
        OnDemandModel a = model("a");
        OnDemandModel b = model("b");
        assertFalse(service.isLoaded(a));
        load(a).get();
        assertTrue(service.isLoaded(a));
        acquire(a).get();
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(failure(load(b))));
        a.release();
        load(b).get();
        load(a).get();
        assertEquals(ModelState.COLD, b.state());
    }

    private CompletableFuture<Void> load(OnDemandModel model) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        service.load(
                model,
                service.limits(() -> false),
                ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    public void testWithinTheIdleTimeNobodyGoes() throws Exception {
        start(LOADED + whileLoading() - 1, "1h", "1m");
        OnDemandModel a = model("a");
        OnDemandModel b = model("b");
        use(a);
        assertThat(failure(acquire(b)).getMessage(), containsString("for [1h] ([assort.models.idle_time])"));
        set(AssortSettings.MODEL_IDLE_TIME, "0s");
        use(b);
        assertEquals(ModelState.COLD, a.state());
    }

    public void testALoweredLimitHoldsForWhatIsLoaded() throws Exception {
        start(10 * FILE, "0s", "1m");
        OnDemandModel a = model("a");
        OnDemandModel b = model("b");
        use(a);
        acquire(b).get();
        set(AssortSettings.MODEL_MEMORY, "0b");
        assertBusy(() -> assertTrue(sessions.get("a").closed));
        assertEquals("it is in use", ModelState.WARM, b.state());
        b.release();
        assertBusy(() -> assertTrue("once it is not", sessions.get("b").closed));
        assertEquals(new MemoryStats(0, 0, 0), memory.stats());
    }

    public void testAModelThatCannotBeLoadedIsNotTriedAllTheTime() throws Exception {
        start(10 * FILE, "30s", "1m");
        broken = true;
        OnDemandModel model = model("a");
        for (int i = 0; i < 3; i++) {
            Throwable failure = failure(acquire(model));
            assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(failure));
            assertFalse("not for searchers", failure.getMessage().contains("secret"));
        }
        assertEquals(1, loads.get());
        assertEquals(ModelState.FAILED, model.state());
        assertThat(model.reason(), containsString("/secret/path is broken"));
        assertEquals(0, memory.stats().estimated());
    }

    public void testClosedWhileItIsLoaded() throws Exception {
        start(10 * FILE, "30s", "1m");
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        CompletableFuture<Void> waiting = acquire(model);
        model.close();
        gate.countDown();
        failure(waiting);
        assertTrue(sessions.get("a").closed);
        assertEquals(0, memory.stats().estimated());
        failure(acquire(model));
    }

    public void testARequestWaitsForItsModelUntilItsDeadline() throws Exception {
        start(10 * FILE, "0s", "20ms");
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        CompletableFuture<float[][]> late = embed(model);
        assertThat(failure(late).getMessage(), containsString("[assort.embed.timeout=20ms]"));
        CompletableFuture<float[][]> document = new CompletableFuture<>();
        service.embedDocuments(
                model, List.of("ab"), ActionListener.wrap(document::complete, document::completeExceptionally));
        gate.countDown();
        assertEquals("a document waits as long as it takes", 2, document.get()[0][0], 0);
        assertEquals(1, loads.get());
        set(AssortSettings.MODEL_MEMORY, "0b");
        assertBusy(() -> assertEquals("nobody holds it", ModelState.COLD, model.state()));
        CompletableFuture<float[][]> refused = embed(model);
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(failure(refused)));
        PoolStats stats = service.stats(List.of("a")).models().get("a").embedding();
        assertEquals(1, stats.failed());
        assertEquals(1, stats.rejected());
        assertEquals(0, stats.queue());
        assertFalse(service.isUsed(model));
    }

    private CompletableFuture<float[][]> embed(OnDemandModel model) {
        return embed(model, service.limits(() -> false));
    }

    private CompletableFuture<float[][]> embed(OnDemandModel model, EmbeddingLimits limits) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        service.embed(
                model,
                List.of("text"),
                Purpose.QUERY,
                limits,
                ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    public void testASearchThreadDoesNotWaitForALoad() throws Exception {
        start(10 * FILE, "30s", "1m");
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        for (int i = 0; i < 2; i++) {
            Exception refused = expectThrows(Exception.class, () -> embedOnSearchThread(model));
            assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(refused));
            assertThat(refused.getMessage(), containsString("model [a] is being loaded on this node"));
        }
        gate.countDown();
        assertBusy(() -> assertEquals(ModelState.WARM, model.state()));
        assertEquals(4, embedOnSearchThread(model)[0][0], 0);
        assertEquals(1, loads.get());
        PoolStats stats = service.stats(List.of()).embedding();
        assertEquals(3, stats.requests());
        assertEquals(2, stats.failed());
        assertEquals(0, stats.rejected());
    }

    public void testASearchThreadThatFindsNoMemoryIsCounted() throws Exception {
        start(0, "30s", "1m");
        OnDemandModel model = model("a");
        Exception refused = expectThrows(Exception.class, () -> embedOnSearchThread(model));
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));
        PoolStats stats = service.stats(List.of("a")).models().get("a").embedding();
        assertEquals(1, stats.requests());
        assertEquals(0, stats.failed());
        assertEquals(1, stats.rejected());
    }

    public void testACancelledRequestDoesNotWaitForALoad() throws Exception {
        start(10 * FILE, "30s", "1m");
        gate = new CountDownLatch(1);
        OnDemandModel model = model("a");
        AtomicBoolean cancelled = new AtomicBoolean();
        EmbeddingLimits limits = service.limits(cancelled::get);
        CompletableFuture<float[][]> waiting = embed(model, limits);
        CompletableFuture<float[][]> other = embed(model);
        cancelled.set(true);
        Throwable told = failure(waiting);
        assertTrue(told.toString(), told instanceof TaskCancelledException);
        assertTrue("before its deadline", limits.remaining().nanos() > 0);
        assertEquals("while it is being loaded", ModelState.LOADING, model.state());
        assertFalse("the other waits on", other.isDone());
        gate.countDown();
        assertEquals(4, other.get()[0][0], 0);
        set(AssortSettings.MODEL_IDLE_TIME, "0s");
        set(AssortSettings.MODEL_MEMORY, "0b");
        assertBusy(() -> assertEquals("nobody holds it", ModelState.COLD, model.state()));
    }

    private void startWithQueues(String timeout) {
        Settings queues = Settings.builder()
                .put("thread_pool." + EmbeddingService.POOL + ".queue_size", 3)
                .put("thread_pool." + EmbeddingService.INGEST_POOL + ".queue_size", 2)
                .build();
        start(10 * FILE, "30s", timeout, queues);
        gate = new CountDownLatch(1);
    }

    private CompletableFuture<float[][]> embedDocument(OnDemandModel model) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        service.embedDocuments(
                model, List.of("text"), ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    public void testDocumentsThatWaitForALoadShutNoSearchOut() throws Exception {
        startWithQueues("1m");
        OnDemandModel model = model("a");
        List<CompletableFuture<float[][]>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(embedDocument(model));
        }
        assertFull("[2] requests already wait for [assort_ingest]", embedDocument(model));
        CompletableFuture<Void> load = load(model);
        for (int i = 0; i < 2; i++) {
            waiting.add(embed(model));
        }
        assertFull("[3] requests already wait for [assort_embed]", embed(model));
        assertFull("[3] requests already wait for [assort_embed]", load(model));
        PoolStats stats = service.stats(List.of()).embedding();
        assertEquals(1, stats.rejected());
        assertEquals(2, stats.queue());
        gate.countDown();
        load.get();
        for (CompletableFuture<float[][]> admitted : waiting) {
            assertEquals(4, admitted.get()[0][0], 0);
        }
        assertEquals("there is room again", 4, embed(model).get()[0][0], 0);
        assertEquals(4, embedDocument(model).get()[0][0], 0);
    }

    private static void assertFull(String why, CompletableFuture<?> refused) {
        assertTrue("it is refused at once", refused.isDone());
        Throwable failure = failure(refused);
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(failure));
        assertThat(failure.getMessage(), containsString(why));
    }

    public void testWhoIsPastItsDeadlineLeavesItsPlaceThoughTheModelIsNotLoadedYet() throws Exception {
        startWithQueues("20ms");
        OnDemandModel model = model("a");
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<float[][]>> waiting = List.of(embed(model), embed(model), embed(model));
            for (CompletableFuture<float[][]> late : waiting) {
                assertThat(failure(late).getMessage(), containsString("[assort.embed.timeout=20ms]"));
            }
        }
        assertEquals(0, service.stats(List.of()).embedding().rejected());
        assertEquals(1, loads.get());
    }

    private float[][] embedOnSearchThread(OnDemandModel model) {
        return service.embedOnSearchThread(
                "search", model, List.of("text"), Purpose.PASSAGE, service.limits(() -> false));
    }

    /** Room for two of four; whoever is admitted is answered, and all is given back. */
    public void testManyUsersOfFewPlaces() throws Exception {
        start(2 * whileLoading(), "0s", "1m");
        List<OnDemandModel> models = List.of(model("a"), model("b"), model("c"), model("d"));
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        AtomicInteger answered = new AtomicInteger();
        for (int t = 0; t < 4; t++) {
            Random random = new Random(randomLong());
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    try {
                        embed(models.get(random.nextInt(models.size()))).get();
                        answered.incrementAndGet();
                    } catch (ExecutionException e) {
                        if (e.getCause() instanceof OpenSearchRejectedExecutionException == false) {
                            failures.add(e.getCause());
                        }
                    } catch (InterruptedException e) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertTrue("some were answered", answered.get() > 0);
        assertEquals(
                models.stream().mapToLong(OnDemandModel::charged).sum(),
                memory.stats().estimated());
        for (OnDemandModel model : models) {
            model.close();
        }
        assertEquals(0, memory.stats().estimated());
        assertTrue(sessions.values().stream().allMatch(session -> session.closed));
    }
}
