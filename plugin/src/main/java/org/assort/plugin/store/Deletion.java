/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.List;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.rest.RestStatus;

/** Takes models out of the store. Its callers wait. */
final class Deletion {

    private final StoreClient client;
    private final CatalogueStore catalogues;
    private final ClusterService cluster;

    Deletion(StoreClient client, CatalogueStore catalogues, ClusterService cluster) {
        this.client = client;
        this.catalogues = catalogues;
        this.cluster = cluster;
    }

    /**
     * Takes a model away with all its versions, an upload that is under way too. Nodes unload it, and its chunks are deleted,
     * soon afterwards.
     *
     * @param force whether also where something names it
     */
    void delete(String id, boolean force) {
        checkThere(catalogues.read(), id);
        List<String> uses = force ? List.of() : ModelUses.of(cluster.state(), id);
        if (uses.isEmpty() == false) {
            throw new OpenSearchStatusException(
                    "model [{}] is named by {}: change those first, or delete it all the same with [force=true]",
                    RestStatus.CONFLICT,
                    id,
                    uses);
        }
        catalogues.update(catalogue -> {
            checkThere(catalogue, id);
            return catalogue.without(id);
        });
        SyncAction.nudge(client);
    }

    private static void checkThere(Catalogue catalogue, String id) {
        if (catalogue.models().containsKey(id) == false) {
            throw new ResourceNotFoundException(
                    "the store has the models {}, got [{}]", catalogue.models().keySet(), id);
        }
    }
}
