/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensearch.Version;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.AliasMetadata;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.test.ClusterServiceUtils;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** The models of fields, from mappings as the cluster's state has them. */
public class FieldModelsTests extends OpenSearchTestCase {

    private ThreadPool threadPool;
    private ClusterService cluster;
    private FieldModels models;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        threadPool = new TestThreadPool(getTestName());
        cluster = ClusterServiceUtils.createClusterService(threadPool);
        models = new FieldModels(cluster, new IndexNameExpressionResolver(new ThreadContext(Settings.EMPTY)));
    }

    @Override
    public void tearDown() throws Exception {
        cluster.close();
        terminate(threadPool);
        super.tearDown();
    }

    private static IndexMetadata.Builder index(String name, String properties) throws IOException {
        return IndexMetadata.builder(name)
                .settings(settings(Version.CURRENT))
                .numberOfShards(1)
                .numberOfReplicas(0)
                .putMapping(("{'properties': {" + properties + "}}").replace('\'', '"'));
    }

    private static String vector(String name, String model) {
        return "'%s': {'type': 'product_vector', 'dimension': 2, 'model': '%s'}".formatted(name, model);
    }

    private static Set<String> names(FieldModels models, String field, IndexMetadata.Builder... indices) {
        List<IndexMetadata> all = new ArrayList<>();
        for (IndexMetadata.Builder index : indices) {
            all.add(index.build());
        }
        return models.of(all, field);
    }

    public void testFindsTheFieldWhereverItLies() throws IOException {
        String text = "'title': {'type': 'text', 'model': 'no'}, ";
        String in = "{'properties': {" + vector("vector", "b") + "}}";
        for (Map.Entry<String, String> mapping : Map.of(
                        "vector", text + vector("vector", "b"),
                        "media.vector", text + "'media': " + in,
                        "a.media.vector", "'a': {'properties': {'media': " + in + "}}",
                        "a.b.vector", "'a.b': " + in + ", 'a': {'properties': {'c': {'type': 'text'}}}",
                        "c.d", vector("c.d", "b"),
                        "alias", "'media': " + in + ", 'alias': {'type': 'alias', 'path': 'media.vector'}")
                .entrySet()) {
            IndexMetadata.Builder index = index("one", mapping.getValue());
            assertEquals(mapping.toString(), Set.of("b"), names(models, mapping.getKey(), index));
        }
    }

    public void testSaysNothingWhereNoMappingDoes() throws IOException {
        String mapping = "'title': {'type': 'text', 'model': 'no', 'fields': {'raw': {'type': 'keyword'}}},"
                + "'vector': {'type': 'product_vector', 'dimension': 2},"
                + "'null': {'type': 'product_vector', 'dimension': 2, 'model': null},"
                + "'alias': {'type': 'alias', 'path': 'none'}";
        for (String field : List.of("title", "title.raw", "vector", "null", "alias", "none", "vector.none", "", ".")) {
            assertEquals(field, Set.of(), names(models, field, index("one", mapping)));
        }
        IndexMetadata bare = IndexMetadata.builder("bare")
                .settings(settings(Version.CURRENT))
                .numberOfShards(1)
                .numberOfReplicas(0)
                .build();
        assertEquals(Set.of(), models.of(List.of(bare), "vector"));
    }

    public void testTellsIndicesAndVersionsOfAMappingApart() throws IOException {
        IndexMetadata.Builder one = index("one", vector("vector", "b"));
        IndexMetadata.Builder two = index("two", vector("vector", "a"));
        assertEquals(List.of("a", "b"), List.copyOf(names(models, "vector", one, two)));
        IndexMetadata.Builder three = index("three", "'title': {'type': 'text'}");
        assertEquals(Set.of("a"), names(models, "vector", two, three));
        IndexMetadata.Builder later = index("three", vector("vector", "c")).mappingVersion(2);
        assertEquals(Set.of("c"), names(models, "vector", later));
        assertEquals(Set.of(), names(models, "vector", three));
    }

    public void testADocumentGoesToWhatItsIndexNameMeans() throws IOException {
        ClusterServiceUtils.setState(
                cluster,
                ClusterState.builder(cluster.state())
                        .metadata(Metadata.builder()
                                .put(index("one", vector("vector", "a"))
                                        .putAlias(AliasMetadata.builder("both").writeIndex(false)))
                                .put(index("two", vector("vector", "b"))
                                        .putAlias(AliasMetadata.builder("both").writeIndex(true)))
                                .put(index("three", vector("vector", "c")).putAlias(AliasMetadata.builder("unclear")))
                                .put(index("four", vector("vector", "c")).putAlias(AliasMetadata.builder("unclear"))))
                        .build());
        assertEquals(Optional.of("a"), models.ofTarget("one", "vector"));
        assertEquals(Optional.of("b"), models.ofTarget("both", "vector"));
        assertEquals(Optional.of("b"), models.ofTarget("<two>", "vector"));
        assertEquals(Optional.empty(), models.ofTarget("unclear", "vector"));
        assertEquals(Optional.empty(), models.ofTarget("none", "vector"));
    }
}
