/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

/** Back-pressure, deadlines and cancellation, with an embedder that waits for the test's word. */
public class EmbeddingServiceTests extends OpenSearchTestCase {

    private static final int QUEUE = 8;

    private ThreadPool threadPool;
    private EmbeddingService service;
    private GatedEmbedder embedder;

    private void start(String timeout) {
        Settings settings = Settings.builder()
                .put("node.name", "test")
                .put("thread_pool." + EmbeddingService.POOL + ".size", 1)
                .put("thread_pool." + EmbeddingService.POOL + ".queue_size", QUEUE)
                .put(AssortSettings.EMBED_TIMEOUT.getKey(), timeout)
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(AssortSettings.EMBED_TIMEOUT, AssortSettings.EMBED_MAX_BATCH_WAIT));
        threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        service = new EmbeddingService(settings, new ClusterSettings(settings, known), threadPool);
        embedder = new GatedEmbedder();
    }

    @Override
    public void tearDown() throws Exception {
        if (threadPool != null) {
            embedder.open();
            terminate(threadPool);
        }
        super.tearDown();
    }

    private CompletableFuture<float[][]> embed(List<String> texts, EmbeddingLimits limits) {
        return embed(embedder, texts, limits);
    }

    private CompletableFuture<float[][]> embed(GatedEmbedder by, List<String> texts, EmbeddingLimits limits) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        service.embed(
                by,
                texts,
                Purpose.PASSAGE,
                limits,
                ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("x".repeat(i % 97));
        }
        return texts;
    }

    public void testVectorsComeInTheOrderOfTheTextsAndInSlices() throws Exception {
        start("1m");
        embedder.open();
        List<String> texts = texts(randomIntBetween(1, 300));
        float[][] vectors = embed(texts, service.limits(() -> false)).get();
        assertEquals(texts.size(), vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            assertEquals(texts.get(i).length(), vectors[i][0], 0);
        }
        assertTrue(embedder.most() <= EmbeddingJob.SLICE);
        assertEquals(texts.size(), service.stats(List.of()).embedding().texts());
        assertEquals(0, embed(List.of(), service.limits(() -> false)).get().length);
    }

    public void testPastTheQueueIsA429AndTheAdmittedAreServed() throws Exception {
        start("1m");
        List<CompletableFuture<float[][]>> admitted = new ArrayList<>();
        admitted.add(embed(texts(40), service.limits(() -> false)));
        assertTrue(embedder.begun());
        for (int i = 0; i < QUEUE; i++) {
            admitted.add(embed(texts(40), service.limits(() -> false)));
        }
        ExecutionException refused = expectThrows(
                ExecutionException.class,
                () -> embed(texts(1), service.limits(() -> false)).get());
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused.getCause()));
        assertEquals(1, service.stats(List.of()).embedding().rejected());

        embedder.open();
        for (CompletableFuture<float[][]> request : admitted) {
            // Its later slices are let through, however full the queue is.
            assertEquals(40, request.get().length);
        }
    }

    public void testEachModelIsCountedForItself() throws Exception {
        start("1m");
        GatedEmbedder other = new GatedEmbedder("other", "other");
        CompletableFuture<float[][]> running = embed(texts(3), service.limits(() -> false));
        assertTrue(embedder.begun());
        List<CompletableFuture<float[][]>> waiting = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            waiting.add(embed(i < 2 ? embedder : other, texts(20), service.limits(() -> false)));
        }
        CompletableFuture<float[][]> refused = embed(other, texts(1), service.limits(() -> false));
        expectThrows(ExecutionException.class, refused::get);

        EmbeddingStats busy = service.stats(List.of("gated", "other", "idle"));
        assertEquals(
                new PoolStats(3, 0, 9, 210, 0, 0, 1, 2),
                busy.models().get("gated").embedding());
        assertEquals(
                new PoolStats(7, 0, 0, 0, 1, 0, 0, 6),
                busy.models().get("other").embedding());
        assertEquals(PoolStats.none(), busy.models().get("idle").embedding());
        assertEquals(new PoolStats(10, 0, 9, 210, 1, 0, 1, 8), busy.embedding());

        embedder.open();
        other.open();
        running.get();
        for (CompletableFuture<float[][]> request : waiting) {
            request.get();
        }
        CompletableFuture<float[][]> documents = new CompletableFuture<>();
        service.embedDocuments(
                other, texts(5), ActionListener.wrap(documents::complete, documents::completeExceptionally));
        documents.get();
        CompletableFuture<float[][]> poisoned =
                embed(other, List.of(GatedEmbedder.POISON), service.limits(() -> false));
        expectThrows(ExecutionException.class, poisoned::get);
        EmbeddingStats done = service.stats(List.of("gated", "other"));
        assertEquals(
                new PoolStats(3, 43, 129, 3010, 0, 0, 0, 0),
                done.models().get("gated").embedding());
        assertEquals(
                new PoolStats(8, 120, 363, 8470, 1, 1, 0, 0),
                done.models().get("other").embedding());
        assertEquals(
                new PoolStats(1, 5, 15, 350, 0, 0, 0, 0),
                done.models().get("other").ingest());
        assertEquals(done.models().get("other").ingest(), done.ingest());
    }

    public void testHitsOfTheCacheAreCountedByModel() {
        start("1m");
        CountedCache cache = service.cache();
        GatedEmbedder other = new GatedEmbedder("other", "other");
        assertNull(cache.get(embedder, "a"));
        cache.put("a", 10, new float[] {1});
        assertEquals(1, cache.get(embedder, "a")[0], 0);
        assertEquals(1, cache.get(embedder, "a")[0], 0);
        assertNull(cache.get(other, "b"));
        EmbeddingStats stats = service.stats(List.of("gated", "other"));
        assertEquals(new LookupStats(2, 1), stats.models().get("gated").cache());
        assertEquals(new LookupStats(0, 1), stats.models().get("other").cache());
        assertEquals(new LookupStats(2, 2), stats.cache().lookups());
        assertEquals(1, stats.cache().entries());
    }

    public void testAMissedDeadlineIsSaid() throws Exception {
        start("5ms");
        ExecutionException late = expectThrows(
                ExecutionException.class,
                () -> embed(texts(1), service.limits(() -> false)).get());
        assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(late.getCause()));
        assertTrue(late.getCause().getMessage().contains("[assort.embed.timeout=5ms]"));
    }

    public void testACancelledRequestEnds() throws Exception {
        start("1m");
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<float[][]> running = embed(texts(1), service.limits(cancelled::get));
        CompletableFuture<float[][]> queued = embed(texts(1), service.limits(cancelled::get));
        assertTrue(embedder.begun());
        cancelled.set(true);
        for (CompletableFuture<float[][]> request : List.of(running, queued)) {
            ExecutionException e = expectThrows(ExecutionException.class, request::get);
            assertTrue(e.getCause().toString(), e.getCause() instanceof TaskCancelledException);
        }
        embedder.open();
        assertEquals(5, embed(texts(5), service.limits(() -> false)).get().length);
    }

    public void testOneSearchThreadIsLeftToOtherSearches() throws Exception {
        start("1m");
        // Fewer than the queue has places, however many processors there are.
        resizeSearchPool(4);
        int most = 3;
        CountDownLatch entered = new CountDownLatch(most);
        List<CompletableFuture<float[][]>> waiting = new ArrayList<>();
        for (int search = 0; search < most; search++) {
            waiting.add(waitOnSearchThread("search " + search, entered));
        }
        assertTrue(entered.await(1, TimeUnit.MINUTES));
        OpenSearchRejectedExecutionException refused = expectThrows(
                OpenSearchRejectedExecutionException.class,
                () -> service.embedOnSearchThread(
                        "one more", embedder, texts(2), Purpose.PASSAGE, service.limits(() -> false)));
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));

        embedder.open();
        for (CompletableFuture<float[][]> result : waiting) {
            assertEquals(2, result.get().length);
        }
        assertEquals(
                "those that left made room",
                2,
                service.embedOnSearchThread(
                                "one more", embedder, texts(2), Purpose.PASSAGE, service.limits(() -> false))
                        .length);
    }

    public void testOneSearchThreadIsLeftWhereTheirNumberIsChanged() throws Exception {
        start("1m");
        resizeSearchPool(3);
        CountDownLatch entered = new CountDownLatch(3);
        List<CompletableFuture<float[][]>> waiting = new ArrayList<>();
        for (int search = 0; search < 2; search++) {
            waiting.add(waitOnSearchThread("search " + search, entered));
        }
        assertBusy(() -> assertEquals(1, entered.getCount()));
        OpenSearchRejectedExecutionException refused = expectThrows(
                OpenSearchRejectedExecutionException.class,
                () -> service.embedOnSearchThread(
                        "one more", embedder, texts(2), Purpose.PASSAGE, service.limits(() -> false)));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith("[2] searches of this node already wait"));

        resizeSearchPool(4);
        waiting.add(waitOnSearchThread("one more", entered));
        assertTrue(entered.await(1, TimeUnit.MINUTES));
        embedder.open();
        for (CompletableFuture<float[][]> result : waiting) {
            assertEquals(2, result.get().length);
        }
    }

    private void resizeSearchPool(int threads) {
        threadPool.setThreadPool(Settings.builder()
                .put(ThreadPool.Names.SEARCH + ".size", threads)
                .build());
    }

    public void testTheShardsOfOneSearchAreAdmittedTogether() {
        SearchAdmission admission = new SearchAdmission(() -> 2);
        assertTrue(admission.enter("a"));
        assertTrue(admission.enter("b"));
        for (int shard = 0; shard < 20; shard++) {
            assertTrue(admission.enter("a"));
        }
        assertFalse(admission.enter("c"));
        for (int shard = 0; shard < 20; shard++) {
            admission.leave("a");
            assertFalse("one shard of it still waits", admission.enter("c"));
        }
        admission.leave("a");
        assertTrue(admission.enter("c"));
    }

    // The thread is known to wait once it asks whether it was cancelled: only a waiting one does.
    private CompletableFuture<float[][]> waitOnSearchThread(String search, CountDownLatch entered) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        threadPool.executor(ThreadPool.Names.SEARCH).execute(() -> {
            AtomicBoolean counted = new AtomicBoolean();
            Thread self = Thread.currentThread();
            EmbeddingLimits limits = service.limits(() -> {
                if (Thread.currentThread().equals(self) && counted.compareAndSet(false, true)) {
                    entered.countDown();
                }
                return false;
            });
            try {
                result.complete(service.embedOnSearchThread(search, embedder, texts(2), Purpose.PASSAGE, limits));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
