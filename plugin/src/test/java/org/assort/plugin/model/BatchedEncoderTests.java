/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.assort.model.Cancellation;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;

/** A real encoder whose runs many requests share gives each the vectors that it gives to one alone. */
@LuceneTestCase.SuppressFileSystems("*") // native code reads the folder, which is to have no other files
public class BatchedEncoderTests extends OpenSearchTestCase {

    private static final int REQUESTS = 120;

    public void testSharedRunsMakeTheVectorsOfRunsAlone() throws Exception {
        Path folder = BuiltModels.miniLm(createTempDir(), "all-minilm-l6-v2", "query: ");
        Settings settings = Settings.builder()
                .put("node.name", "test")
                .put(AssortSettings.EMBED_MAX_BATCH_WAIT.getKey(), "5ms")
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(AssortSettings.EMBED_TIMEOUT, AssortSettings.EMBED_MAX_BATCH_WAIT));
        TestThreadPool threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        try (TextEmbedder encoder = BuiltModels.loader().load(folder)) {
            compare(encoder, new EmbeddingService(settings, new ClusterSettings(settings, known), threadPool));
        } finally {
            terminate(threadPool);
        }
    }

    private static void compare(TextEmbedder encoder, EmbeddingService service) throws Exception {
        List<List<String>> texts = new ArrayList<>();
        List<Purpose> purposes = new ArrayList<>();
        List<CompletableFuture<float[][]>> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            texts.add(randomList(1, 3, () -> String.join(" ", randomList(1, 15, () -> randomAlphaOfLength(4)))));
            purposes.add(randomFrom(Purpose.values()));
            CompletableFuture<float[][]> answer = new CompletableFuture<>();
            answers.add(answer);
            service.embed(
                    encoder,
                    texts.get(i),
                    purposes.get(i),
                    EmbeddingLimits.none(),
                    ActionListener.wrap(answer::complete, answer::completeExceptionally));
        }
        for (int i = 0; i < REQUESTS; i++) {
            float[][] together = answers.get(i).get();
            float[][] alone = encoder.embed(texts.get(i), purposes.get(i), Cancellation.NONE);
            assertEquals(alone.length, together.length);
            for (int j = 0; j < alone.length; j++) {
                assertArrayEquals(texts.get(i).get(j), alone[j], together[j], 1e-5f);
            }
        }
    }
}
