/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.assort.plugin.AssortServices;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.model.BuiltModels;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.Loading;
import org.assort.plugin.model.ModelMemory;
import org.assort.plugin.model.ModelOpener;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.OnDemandModel;
import org.assort.plugin.model.ServedModel;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.BaseQueryRewriteContext;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** A clause as the node of a shard has it, which has the model on its disk and not in its memory. */
@LuceneTestCase.SuppressFileSystems("*") // native code reads the folder, which is to have no other files
public class LoadAheadTests extends OpenSearchTestCase {

    private static final String MODEL = "all-minilm-l6-v2-q";

    private ThreadPool threadPool;
    private AssortServices services;
    private OnDemandModel model;

    private void start(String limit) throws Exception {
        Path folder = BuiltModels.miniLm(createTempDir(), MODEL, "");
        Settings settings = Settings.builder()
                .put("node.name", "test")
                .put(AssortSettings.MODEL_MEMORY.getKey(), limit)
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(
                AssortSettings.ENABLED,
                AssortSettings.MODEL_MEMORY,
                AssortSettings.MODEL_IDLE_TIME,
                AssortSettings.EMBED_TIMEOUT,
                AssortSettings.EMBED_MAX_BATCH_WAIT,
                AssortSettings.MAX_EMBEDDINGS,
                AssortSettings.MIN_DOC_COUNT_FLOOR));
        ClusterSettings dynamic = new ClusterSettings(settings, known);
        threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        ModelMemory memory = new ModelMemory(settings, dynamic, threadPool);
        model = new ModelOpener(BuiltModels.loader(), memory, Loading.LAZY).open(folder);
        ModelRegistry models = new ModelRegistry();
        models.stored(Map.of(MODEL, new ServedModel(ModelState.WARM, null, model, null, null)));
        services = new AssortServices(
                settings,
                dynamic,
                models,
                new EmbeddingService(settings, dynamic, threadPool),
                null,
                null,
                null,
                () -> "node");
    }

    @Override
    public void tearDown() throws Exception {
        if (model != null) {
            model.close();
        }
        if (threadPool != null) {
            terminate(threadPool);
        }
        super.tearDown();
    }

    /** Returns the clause as it came from the coordinating node. */
    private DiversifyBuilder onTheShardsNode(String json, String embedder) throws IOException {
        DiversifyClause clause;
        try (XContentParser parser = createParser(JsonXContent.jsonXContent, json)) {
            parser.nextToken();
            clause = DiversifyBuilder.fromXContent(() -> services, parser).clause();
        }
        Resolution found = new Resolution(embedder, null, 0, QuerySource.NO_TEXT);
        BytesStreamOutput out = new BytesStreamOutput();
        DiversifyBuilder.reading(() -> services, clause, found, new SearchRun(null))
                .writeTo(out);
        try (StreamInput in = out.bytes().streamInput()) {
            return new DiversifyBuilder(() -> services, in);
        }
    }

    private QueryRewriteContext context() {
        return new BaseQueryRewriteContext(xContentRegistry(), writableRegistry(), null, () -> 0);
    }

    private static void await(QueryRewriteContext context) throws Exception {
        CompletableFuture<Object> done = new CompletableFuture<>();
        context.executeAsyncActions(ActionListener.wrap(done::complete, done::completeExceptionally));
        done.get();
    }

    public void testAColdModelIsLoadedBeforeTheSearchOfTheShard() throws Exception {
        start("10gb");
        QueryRewriteContext context = context();
        DiversifyBuilder sent = onTheShardsNode("{}", MODEL);
        RescorerBuilder<DiversifyBuilder> waiting = sent.rewrite(context);
        assertNotEquals("core goes on while something changes", sent, waiting);
        assertTrue(context.hasAsyncActions());
        await(context);
        assertEquals(ModelState.WARM, model.state());
        assertSame(waiting, waiting.rewrite(context));
        assertFalse(context.hasAsyncActions());

        DiversifyBuilder next = onTheShardsNode("{}", MODEL);
        assertSame("it is loaded", next, next.rewrite(context));
    }

    public void testWhatCannotBeLoadedKeepsNoSearchFromSayingSo() throws Exception {
        start("0b");
        QueryRewriteContext context = context();
        RescorerBuilder<DiversifyBuilder> waiting = onTheShardsNode("{}", MODEL).rewrite(context);
        await(context);
        assertEquals(ModelState.COLD, model.state());
        assertSame("once", waiting, waiting.rewrite(context));
        assertFalse(context.hasAsyncActions());
    }

    public void testAModelThatHasNothingToDoIsNotLoaded() throws Exception {
        start("10gb");
        QueryRewriteContext context = context();
        for (DiversifyBuilder sent : List.of(
                onTheShardsNode("{\"vector_field\": \"v\", \"text_fields\": [\"t\"]}", MODEL),
                onTheShardsNode("{}", null),
                onTheShardsNode("{}", "another"))) {
            assertSame(sent, sent.rewrite(context));
        }
        assertFalse(context.hasAsyncActions());
        assertEquals(ModelState.COLD, model.state());
    }
}
