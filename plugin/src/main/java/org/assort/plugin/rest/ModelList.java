/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.VersionStatus;
import org.assort.plugin.store.ModelStore;
import org.assort.plugin.store.StoreAction;
import org.opensearch.OpenSearchException;
import org.opensearch.common.Nullable;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Each model, what the store has of it, and where it stands on each node. A node that is to serve a stored model and does not
 * know of it yet has it waiting.
 */
final class ModelList {

    private final Map<String, Map<NodeReport, ModelStatus>> nodes = new TreeMap<>();
    private final Map<String, StoreAction.Model> store = new TreeMap<>();
    private final List<NodeReport> reports;

    ModelList(List<NodeReport> reports) {
        this.reports = reports;
        for (NodeReport report : reports) {
            for (ModelStatus status : report.models()) {
                nodes.computeIfAbsent(status.id(), id -> new LinkedHashMap<>()).put(report, status);
            }
        }
    }

    /** Adds what the store has. */
    void add(StoreAction.Response found) {
        store.putAll(found.models());
        found.models().forEach((id, model) -> {
            if (model.active() != null) {
                Map<NodeReport, ModelStatus> known = nodes.computeIfAbsent(id, none -> new LinkedHashMap<>());
                for (NodeReport report : reports) {
                    if (ModelStore.serves(report.getNode())) {
                        known.computeIfAbsent(
                                report, unaware -> waiting(id, model.active().version()));
                    }
                }
            }
        });
    }

    private static ModelStatus waiting(String id, long version) {
        VersionStatus status = new VersionStatus(version, ModelState.WAITING, null, 0);
        return new ModelStatus(id, ModelState.WAITING, null, null, 0, status, null);
    }

    /** Keeps a model only. */
    void only(String id) {
        nodes.keySet().retainAll(List.of(id));
        store.keySet().retainAll(List.of(id));
    }

    boolean isEmpty() {
        return nodes.isEmpty() && store.isEmpty();
    }

    /** @param unreadable why the store could not be asked, or null */
    void write(@Nullable Exception unreadable, XContentBuilder builder) throws IOException {
        if (unreadable != null) {
            builder.startObject("store_error");
            OpenSearchException.generateThrowableXContent(builder, ToXContent.EMPTY_PARAMS, unreadable);
            builder.endObject();
        }
        TreeSet<String> ids = new TreeSet<>(nodes.keySet());
        ids.addAll(store.keySet());
        builder.startObject("models");
        for (String id : ids) {
            builder.startObject(id);
            if (store.containsKey(id)) {
                builder.field("store", store.get(id));
            }
            writeNodes(nodes.getOrDefault(id, Map.of()), builder);
            builder.endObject();
        }
        builder.endObject();
    }

    private static void writeNodes(Map<NodeReport, ModelStatus> reports, XContentBuilder builder) throws IOException {
        builder.startObject("nodes");
        for (Map.Entry<NodeReport, ModelStatus> node : reports.entrySet()) {
            builder.startObject(node.getKey().getNode().getId());
            builder.field("name", node.getKey().getNode().getName());
            node.getValue().toXContent(builder, ToXContent.EMPTY_PARAMS);
            builder.endObject();
        }
        builder.endObject();
    }
}
