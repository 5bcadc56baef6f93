/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.Map;
import org.opensearch.ResourceAlreadyExistsException;
import org.opensearch.action.admin.indices.create.CreateIndexAction;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;
import org.opensearch.indices.SystemIndexDescriptor;

/** The system index that keeps the models. */
public final class StoreIndex {

    /** Its name. */
    public static final String NAME = ".assort-models";

    private StoreIndex() {}

    /** Says to the server that the index is the plugin's own. */
    public static SystemIndexDescriptor descriptor() {
        return new SystemIndexDescriptor(NAME, "Models that Assort's nodes fetch");
    }

    /** Returns whether the cluster has it. */
    static boolean exists(ClusterState state) {
        return state.metadata().hasIndex(NAME);
    }

    /** Creates it, unless it is there. */
    static void create(StoreClient client) {
        Settings.Builder settings = Settings.builder()
                .put(IndexMetadata.SETTING_NUMBER_OF_SHARDS, 1)
                .put(IndexMetadata.SETTING_AUTO_EXPAND_REPLICAS, "0-1")
                .put(IndexMetadata.SETTING_INDEX_HIDDEN, true)
                // Nobody searches it: documents are got by their ids, which needs no refresh.
                .put("index.refresh_interval", "60s");
        CreateIndexRequest request =
                new CreateIndexRequest(NAME).settings(settings).mapping(Map.of("dynamic", false));
        try {
            client.call(CreateIndexAction.INSTANCE, request);
        } catch (ResourceAlreadyExistsException e) {
            // Somebody else was faster, which is as good; whoever reads waits for the shard where that is on its way.
            assert NAME.equals(e.getIndex().getName());
        }
    }
}
