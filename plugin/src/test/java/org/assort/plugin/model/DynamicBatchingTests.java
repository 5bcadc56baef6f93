/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.model.Purpose;
import org.assort.plugin.AssortSettings;
import org.opensearch.ExceptionsHelper;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Texts of several requests in one run, with an embedder that waits for the test's word. */
public class DynamicBatchingTests extends OpenSearchTestCase {

    private static final int QUEUE = 30;
    private static final int MOST = 32;
    private static final EmbeddingLimits NONE = EmbeddingLimits.none();

    private ThreadPool threadPool;
    private EmbeddingService service;
    private GatedEmbedder embedder;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        Settings.Builder settings = Settings.builder()
                .put("node.name", "test")
                .put(AssortSettings.EMBED_MAX_BATCH_WAIT.getKey(), randomIntBetween(1, 20) + "ms");
        for (String pool : List.of(EmbeddingService.POOL, EmbeddingService.INGEST_POOL)) {
            settings.put("thread_pool." + pool + ".size", 1).put("thread_pool." + pool + ".queue_size", QUEUE);
        }
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(AssortSettings.EMBED_TIMEOUT, AssortSettings.EMBED_MAX_BATCH_WAIT));
        threadPool = new TestThreadPool(
                "test",
                settings.build(),
                EmbeddingService.pools(settings.build()).toArray(ExecutorBuilder<?>[]::new));
        service = new EmbeddingService(settings.build(), new ClusterSettings(settings.build(), known), threadPool);
        embedder = new GatedEmbedder(MOST);
    }

    @Override
    public void tearDown() throws Exception {
        embedder.open();
        terminate(threadPool);
        super.tearDown();
    }

    private CompletableFuture<float[][]> embed(List<String> texts, Purpose purpose, EmbeddingLimits limits) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        service.embed(
                embedder, texts, purpose, limits, ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    private CompletableFuture<float[][]> document(String text) {
        CompletableFuture<float[][]> result = new CompletableFuture<>();
        service.embedDocuments(
                embedder, List.of(text), ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    /** Keeps the pool's only thread with a batch of one text, so that what comes now waits together. */
    private CompletableFuture<float[][]> hold() throws InterruptedException {
        CompletableFuture<float[][]> held = embed(List.of("held"), Purpose.QUERY, NONE);
        assertTrue(embedder.begun());
        return held;
    }

    public void testRequestsThatWaitTogetherRunTogetherAndEachGetsItsOwn() throws Exception {
        CompletableFuture<float[][]> held = hold();
        List<List<String>> texts = new ArrayList<>();
        List<CompletableFuture<float[][]>> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(i % 5 == 0 ? List.of("x".repeat(i), "", "y".repeat(2 * i)) : List.of("x".repeat(i)));
            results.add(embed(texts.get(i), Purpose.QUERY, NONE));
        }
        embedder.open();
        assertEquals(4, held.get()[0][0], 0);
        for (int i = 0; i < texts.size(); i++) {
            float[][] vectors = results.get(i).get();
            assertEquals(texts.get(i).size(), vectors.length);
            for (int j = 0; j < vectors.length; j++) {
                assertEquals(texts.get(i).get(j).length(), vectors[j][0], 0);
            }
        }
        assertEquals("28 texts of 20 requests in one run", 28, embedder.most());
        PoolStats stats = service.stats(List.of()).embedding();
        assertEquals(29, stats.texts());
        assertEquals(0, stats.active() + stats.queue());
        assertFalse(service.isUsed(embedder));
    }

    public void testOneTextDoesNotWaitForAThousand() throws Exception {
        AtomicInteger before = new AtomicInteger();
        CompletableFuture<float[][]> thousand = embed(texts(1000), Purpose.QUERY, NONE);
        assertTrue(embedder.begun());
        CompletableFuture<float[][]> one = embed(List.of("one"), Purpose.QUERY, NONE)
                .whenComplete((vectors, failure) -> before.set(embedder.embedded()));
        embedder.open();
        assertEquals(3, one.get()[0][0], 0);
        assertTrue("after " + before.get() + " texts", before.get() <= 2 * MOST + 1);
        float[][] vectors = thousand.get();
        for (int i = 0; i < vectors.length; i++) {
            assertEquals(i % 97, vectors[i][0], 0);
        }
        assertEquals(MOST, embedder.most());
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("x".repeat(i % 97));
        }
        return texts;
    }

    public void testATextThatFailsFailsItsOwnRequestAlone() throws Exception {
        CompletableFuture<float[][]> held = hold();
        CompletableFuture<float[][]> before = embed(texts(3), Purpose.QUERY, NONE);
        CompletableFuture<float[][]> poisoned = embed(List.of("a", GatedEmbedder.POISON), Purpose.QUERY, NONE);
        CompletableFuture<float[][]> after = embed(texts(40), Purpose.QUERY, NONE);
        embedder.open();
        assertEquals(1, held.get().length);
        assertEquals(3, before.get().length);
        assertEquals(40, after.get().length);
        ExecutionException failed = expectThrows(ExecutionException.class, poisoned::get);
        assertTrue(failed.getCause().getMessage().contains("could not embed a text"));
        assertEquals(1, service.stats(List.of()).embedding().failed());
    }

    public void testABatchIsStoppedWhenNobodyWantsItAnyMore() throws Exception {
        List<AtomicBoolean> cancelled = List.of(new AtomicBoolean(), new AtomicBoolean(), new AtomicBoolean());
        List<CompletableFuture<float[][]>> results = new ArrayList<>();
        for (AtomicBoolean flag : cancelled) {
            results.add(embed(List.of("a"), Purpose.QUERY, service.limits(flag::get)));
            assertTrue(embedder.begun());
        }
        cancelled.get(0).set(true);
        assertBusy(() -> assertEquals("the other two run together", 2, embedder.most()));
        cancelled.get(1).set(true);
        assertFalse("one still wants its vectors", results.get(1).isDone());
        cancelled.get(2).set(true);
        for (CompletableFuture<float[][]> result : results) {
            ExecutionException e = expectThrows(ExecutionException.class, result::get);
            assertTrue(e.getCause() instanceof TaskCancelledException);
        }
        assertEquals(0, embedder.embedded());
    }

    public void testASearchIsServedWhileTheQueueOfDocumentsIsFull() throws Exception {
        List<CompletableFuture<float[][]>> documents = new ArrayList<>();
        for (int i = 0; i < QUEUE; i++) {
            documents.add(document("document"));
        }
        ExecutionException refused = expectThrows(
                ExecutionException.class, () -> document("one more").get());
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused.getCause()));
        assertEquals(1, service.stats(List.of()).ingest().rejected());

        embedder.open(Purpose.QUERY);
        assertEquals(5, embed(List.of("query"), Purpose.QUERY, NONE).get()[0][0], 0);
        PoolStats ingest = service.stats(List.of()).ingest();
        assertEquals(QUEUE, ingest.active() + ingest.queue());

        embedder.open(Purpose.PASSAGE);
        for (CompletableFuture<float[][]> document : documents) {
            assertEquals(8, document.get()[0][0], 0);
        }
        assertEquals("those that were served made room", 1, document("one more").get().length);
    }

    public void testEachIsAnsweredAsWhoSentIt() throws Exception {
        CompletableFuture<float[][]> held = hold();
        ThreadContext context = threadPool.getThreadContext();
        List<CompletableFuture<String>> answered = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            try (ThreadContext.StoredContext ignored = context.stashContext()) {
                context.putHeader("who", "user " + i);
                CompletableFuture<String> who = new CompletableFuture<>();
                answered.add(who);
                service.embed(
                        embedder,
                        List.of("a"),
                        Purpose.QUERY,
                        NONE,
                        ActionListener.wrap(
                                vectors -> who.complete(context.getHeader("who")), who::completeExceptionally));
            }
        }
        embedder.open();
        assertEquals(1, held.get().length);
        for (int i = 0; i < answered.size(); i++) {
            assertEquals("user " + i, answered.get(i).get());
        }
        assertEquals(8, embedder.most());
    }
}
