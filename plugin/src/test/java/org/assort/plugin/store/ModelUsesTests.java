/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.cluster.ClusterName;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.PipelineConfiguration;
import org.opensearch.search.pipeline.SearchPipelineMetadata;
import org.opensearch.test.OpenSearchTestCase;

public class ModelUsesTests extends OpenSearchTestCase {

    private static IndexMetadata index(String name, String mapping, Settings settings) throws IOException {
        return IndexMetadata.builder(name)
                .settings(settings(Version.CURRENT)
                        .put(settings)
                        .put(IndexMetadata.SETTING_NUMBER_OF_SHARDS, 1)
                        .put(IndexMetadata.SETTING_NUMBER_OF_REPLICAS, 0))
                .putMapping(mapping.replace('\'', '"'))
                .build();
    }

    private static BytesArray json(String text) {
        return new BytesArray(text.replace('\'', '"'));
    }

    public void testAllThatNamesAModelIsFound() throws IOException {
        String field = "{'type': 'product_vector', 'dimension': 3, 'model': '%s'}";
        Metadata metadata = Metadata.builder()
                .put(index("plain", "{'properties': {'model': {'type': 'keyword'}}}", Settings.EMPTY), false)
                .put(
                        index(
                                "shop",
                                "{'properties': {'a': {'properties': {'b': " + field.formatted("mine") + "}}, 'c': "
                                        + field.formatted("other") + "}}",
                                Settings.EMPTY),
                        false)
                .put(
                        index(
                                "defaults",
                                "{}",
                                Settings.builder()
                                        .put("index.assort.diversify.model", "mine")
                                        .build()),
                        false)
                .putCustom(
                        IngestMetadata.TYPE,
                        new IngestMetadata(Map.of(
                                "deep",
                                new PipelineConfiguration("deep", json("""
                                        {'processors': [{'foreach': {'field': 'x', 'processor':
                                          {'product_vector': {'model': 'mine', 'fields': ['t'], 'target_field': 'v'}}}}]}
                                        """), XContentType.JSON),
                                "unlike",
                                new PipelineConfiguration("unlike", json("""
                                        {'description': 'mine', 'processors': [
                                          {'product_vector': {'model': 'other'}}, {'set': {'model': 'mine'}}]}
                                        """), XContentType.JSON))))
                .putCustom(
                        SearchPipelineMetadata.TYPE,
                        new SearchPipelineMetadata(Map.of(
                                "shown",
                                new org.opensearch.search.pipeline.PipelineConfiguration(
                                        "shown", json("""
                                        {'request_processors': [{'diversify': {'model': 'mine'}}]}
                                        """), XContentType.JSON))))
                .build();
        ClusterState state =
                ClusterState.builder(new ClusterName("c")).metadata(metadata).build();
        assertEquals(
                List.of(
                        "setting [index.assort.diversify.model] of index [defaults]",
                        "field [a.b] of index [shop]",
                        "ingest pipeline [deep]",
                        "search pipeline [shown]"),
                ModelUses.of(state, "mine"));
        assertEquals(List.of("field [c] of index [shop]", "ingest pipeline [unlike]"), ModelUses.of(state, "other"));
        assertEquals(List.of(), ModelUses.of(state, "nobody"));
    }
}
