/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.List;
import org.assort.model.ModelManifest;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.rest.RestStatus;

/**
 * Keeps a version whose vectors are others from following the active one while something in the cluster expects those: the vectors
 * of texts that were embedded before would be compared with vectors of another model.
 */
final class VectorGuard {

    private final ClusterService cluster;

    VectorGuard(ClusterService cluster) {
        this.cluster = cluster;
    }

    /** Returns what stands against a version of that manifest; empty where it may follow. */
    List<String> against(StoredModel model, ModelManifest manifest) {
        boolean others = model != null
                && model.active() != null
                && model.active().manifest().fingerprint().equals(manifest.fingerprint()) == false;
        return others ? ModelUses.of(cluster.state(), manifest.id()) : List.of();
    }

    /** Returns what keeps a model's next version, which is complete, from following; empty where nothing does. */
    List<String> holding(StoredModel model) {
        ModelVersion next = model.next();
        return next == null || next.complete() == false || next.forced() ? List.of() : against(model, next.manifest());
    }

    /** @throws OpenSearchStatusException (409) naming what stands against it */
    void check(StoredModel model, ModelManifest manifest) {
        List<String> uses = against(model, manifest);
        if (uses.isEmpty() == false) {
            throw new OpenSearchStatusException(
                    "the vectors of this version of model [{}] are others than those of the active one, which {} expect: "
                            + "upload it under another name, or all the same with [force=true]",
                    RestStatus.CONFLICT,
                    manifest.id(),
                    uses);
        }
    }
}
