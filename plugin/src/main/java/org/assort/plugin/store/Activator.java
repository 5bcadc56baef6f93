/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.Nullable;

/** What the elected cluster manager does for the store: it activates versions, and deletes what is left of others. */
final class Activator {

    private static final Logger logger = LogManager.getLogger(Activator.class);

    private final StoreClient client;
    private final CatalogueStore catalogues;
    private final ChunkStore chunks;
    private final VectorGuard guard;
    private final ClusterService cluster;

    Activator(
            StoreClient client,
            CatalogueStore catalogues,
            ChunkStore chunks,
            VectorGuard guard,
            ClusterService cluster) {
        this.client = client;
        this.catalogues = catalogues;
        this.chunks = chunks;
        this.guard = guard;
        this.cluster = cluster;
    }

    /** Returns whether a node serves models: where products are embedded, at a search or on their way into an index. */
    static boolean serves(DiscoveryNode node) {
        return node.isDataNode() || node.isIngestNode();
    }

    /** Does what is to be done. Returns whether a version waits, for nodes or for what expects the vectors of the one before. */
    boolean run(Catalogue catalogue) {
        for (ModelVersion gone : catalogue.garbage()) {
            chunks.delete(gone);
            catalogues.update(now -> now.swept(gone));
        }
        List<ModelVersion> waiting = catalogue.models().values().stream()
                .map(StoredModel::next)
                .filter(next -> next != null && next.complete())
                .toList();
        if (waiting.isEmpty()) {
            return false;
        }
        NodesReportAction.Response reports = client.call(NodesReportAction.INSTANCE, new NodesReportAction.Request());
        boolean left = false;
        for (ModelVersion version : waiting) {
            left |= isWarmEverywhere(version, reports) == false || activate(version) == false;
        }
        return left;
    }

    private boolean isWarmEverywhere(ModelVersion version, NodesReportAction.Response reports) {
        Set<String> needed = new HashSet<>();
        for (DiscoveryNode node : cluster.state().nodes()) {
            if (serves(node)) {
                needed.add(node.getId());
            }
        }
        for (NodeReport report : reports.getNodes()) {
            for (ModelStatus model : report.models()) {
                if (model.id().equals(version.id()) && isWarm(model, version.number())) {
                    needed.remove(report.getNode().getId());
                }
            }
        }
        return needed.isEmpty();
    }

    private static boolean isWarm(ModelStatus model, long number) {
        if (model.version() == null) {
            // The node has a folder of that name, and no use for what the store has.
            return true;
        }
        return (model.version().version() == number && model.state() == ModelState.WARM)
                || (model.next() != null
                        && model.next().version() == number
                        && model.next().state() == ModelState.WARM);
    }

    /** Returns whether the version waits no more. */
    private boolean activate(ModelVersion version) {
        Catalogue after = catalogues.update(catalogue -> {
            ModelVersion next = waiting(catalogue, version);
            return next == null
                            || guard.holding(catalogue.models().get(next.id())).isEmpty() == false
                    ? catalogue
                    : catalogue.activate(next.id());
        });
        if (waiting(after, version) != null) {
            logger.debug(
                    "version [{}] of model [{}] waits: something expects the vectors of the active one",
                    version.number(),
                    version.id());
            return false;
        }
        logger.info("version [{}] of model [{}] is active", version.number(), version.id());
        SyncAction.nudge(client);
        return true;
    }

    @Nullable
    private static ModelVersion waiting(Catalogue catalogue, ModelVersion version) {
        ModelVersion next = catalogue.next(version.id());
        return next != null && next.number() == version.number() ? next : null;
    }
}
