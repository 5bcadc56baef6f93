/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.VersionStatus;
import org.assort.plugin.store.StoreAction;
import org.assort.plugin.store.UploadState;
import org.opensearch.Version;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.node.DiscoveryNodeRole;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.OpenSearchTestCase;

/** Which nodes stand in the list of models. */
public class ModelListTests extends OpenSearchTestCase {

    private static NodeReport report(String name, DiscoveryNodeRole role, ModelStatus... models) {
        DiscoveryNode node =
                new DiscoveryNode(name, name, buildNewFakeTransportAddress(), Map.of(), Set.of(role), Version.CURRENT);
        return new NodeReport(node, List.of(models), null, null);
    }

    private static ModelStatus warm(String id) {
        return new ModelStatus(
                id, ModelState.WARM, null, null, 5, new VersionStatus(3, ModelState.WARM, null, 0), null);
    }

    private static UploadState version(long number, UploadState.Stage stage) {
        return new UploadState(number, stage, 1, Map.of());
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> nodes(ModelList list, String id) throws IOException {
        try (XContentBuilder builder = JsonXContent.contentBuilder()) {
            list.write(null, builder.startObject());
            Map<String, Object> all = XContentHelper.convertToMap(
                            BytesReference.bytes(builder.endObject()), false, XContentType.JSON)
                    .v2();
            Map<String, Object> models = (Map<String, Object>) all.get("models");
            return (Map<String, Object>) ((Map<String, Object>) models.get(id)).get("nodes");
        }
    }

    private static Object state(Map<String, Object> nodes, String name) {
        return ((Map<?, ?>) nodes.get(name)).get("state");
    }

    public void testWhoIsToServeAModelAndDoesNotKnowOfItHasItWaiting() throws IOException {
        ModelList list = new ModelList(List.of(
                report("knows", DiscoveryNodeRole.DATA_ROLE, warm("m")),
                report("data", DiscoveryNodeRole.DATA_ROLE),
                report("ingest", DiscoveryNodeRole.INGEST_ROLE),
                report("manager", DiscoveryNodeRole.CLUSTER_MANAGER_ROLE)));
        list.add(new StoreAction.Response(Map.of(
                "m", new StoreAction.Model(version(3, UploadState.Stage.ACTIVE), null, List.of()),
                "begun", new StoreAction.Model(null, version(4, UploadState.Stage.UPLOADING), List.of()))));
        Map<String, Object> nodes = nodes(list, "m");
        assertEquals(Set.of("knows", "data", "ingest"), nodes.keySet());
        assertEquals("warm", state(nodes, "knows"));
        assertEquals("waiting", state(nodes, "data"));
        assertEquals("waiting", state(nodes, "ingest"));
        assertEquals("no node has anything of it yet", Map.of(), nodes(list, "begun"));
    }

    public void testOfAFolderOnlyThoseThatHaveItAreListed() throws IOException {
        ModelStatus folder = new ModelStatus("f", ModelState.WARM, null, null, 5, null, null);
        ModelList list = new ModelList(List.of(
                report("has", DiscoveryNodeRole.DATA_ROLE, folder), report("has-not", DiscoveryNodeRole.DATA_ROLE)));
        list.add(new StoreAction.Response(Map.of()));
        assertEquals(Set.of("has"), nodes(list, "f").keySet());
    }
}
