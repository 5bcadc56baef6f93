/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.tests.util.LuceneTestCase;
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
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** From which cosine on products are alike is the model's that made their vectors, whether or not it has to embed anything. */
@LuceneTestCase.SuppressFileSystems("*") // native code reads the folder, which is to have no other files
public class CosineFloorTests extends OpenSearchTestCase {

    private static final String MODEL = "all-minilm-l6-v2-q";
    private static final double FLOOR = 0.25;
    private static final String VECTOR = "{'vector_field': 'v', 'query_vector': [1, 2]}";
    private static final String PROFILE = "{'vector_field': 'v', 'profile': {'client_id': 'c'}}";

    private ThreadPool threadPool;
    private OnDemandModel model;
    private final ModelRegistry models = new ModelRegistry();

    @Override
    public void setUp() throws Exception {
        super.setUp();
        Path folder = BuiltModels.miniLm(createTempDir(), MODEL, "");
        Path manifest = folder.resolve("model.json");
        String written = Files.readString(manifest);
        String raised = written.replaceAll("(\"cosine_floor\" ?: ?)0\\.0", "$1" + FLOOR);
        assertNotEquals(written, raised);
        Files.writeString(manifest, raised);
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(AssortSettings.MODEL_MEMORY, AssortSettings.MODEL_IDLE_TIME));
        Settings settings = Settings.builder().put("node.name", "test").build();
        threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        ModelMemory memory = new ModelMemory(settings, new ClusterSettings(settings, known), threadPool);
        model = new ModelOpener(BuiltModels.loader(), memory, Loading.LAZY).open(folder);
        models.stored(Map.of(MODEL, new ServedModel(ModelState.WARM, null, model, null, null)));
    }

    @Override
    public void tearDown() throws Exception {
        model.close();
        terminate(threadPool);
        super.tearDown();
    }

    private Resolution resolution(String clause, String fieldModel) throws Exception {
        QueryResolver resolver = new QueryResolver(Questions.services(models), Questions.of(clause, null, fieldModel));
        assertTrue(resolver.able());
        assertFalse("nothing is embedded", resolver.embeds());
        return resolver.withoutEmbedding();
    }

    public void testItIsThatOfTheFieldsModel() throws Exception {
        for (String clause : List.of(VECTOR, PROFILE)) {
            Resolution resolution = resolution(clause, MODEL);
            assertEquals(clause, FLOOR, resolution.cosineFloor(), 0);
            assertNull("there is nothing to embed", resolution.model());
        }
    }

    public void testVectorsOfNoModelHaveNone() throws Exception {
        for (String clause : List.of(VECTOR, PROFILE, "{'vector_field': 'v'}")) {
            assertEquals(clause, 0, resolution(clause, null).cosineFloor(), 0);
        }
        assertEquals(0, resolution("{'vector_field': 'v'}", MODEL).cosineFloor(), 0);
    }

    public void testAnotherNodeIsAskedForIt() throws Exception {
        for (String clause : List.of(VECTOR, PROFILE)) {
            Question question = Questions.of(clause, null, "m");
            assertFalse(new QueryResolver(Questions.services(Questions.none()), question).able());
        }
        String without = "{'vector_field': 'v', 'relevance': {'query': 1}, 'query_vector': [1, 2]}";
        assertTrue(new QueryResolver(Questions.services(Questions.none()), Questions.of(without, null, "m")).able());
    }

    public void testVectorsOfAModelThatIsGoneAreComparedAllTheSame() throws Exception {
        QueryResolver resolver =
                new QueryResolver(Questions.services(Questions.none()), Questions.of(VECTOR, null, "m"));
        assertFalse(resolver.embeds());
        Resolution resolution = resolver.withoutEmbedding();
        assertEquals(QuerySource.QUERY_VECTOR, resolution.source());
        assertEquals(0, resolution.cosineFloor(), 0);
    }
}
