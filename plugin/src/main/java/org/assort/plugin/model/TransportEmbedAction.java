/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link EmbedAction} on the node that was asked, or on one of {@link DataNodes} that has the model. */
public final class TransportEmbedAction extends HandledTransportAction<EmbedAction.Request, EmbedAction.Response> {

    private final ModelRegistry models;
    private final EmbeddingService embeddings;
    private final DataNodes nodes;

    /** Called by the node. */
    @Inject
    public TransportEmbedAction(
            TransportService transport,
            ActionFilters filters,
            ModelRegistry models,
            EmbeddingService embeddings,
            ClusterService cluster) {
        super(EmbedAction.NAME, transport, filters, EmbedAction.Request::new);
        this.models = models;
        this.embeddings = embeddings;
        this.nodes = new DataNodes(cluster, transport);
    }

    @Override
    protected void doExecute(Task task, EmbedAction.Request request, ActionListener<EmbedAction.Response> listener) {
        EmbeddingLimits limits = embeddings.limits(((CancellableTask) task)::isCancelled);
        // Asked for first: a model that becomes ready in between is found to be so.
        Absence absence = models.absence(request.model());
        if (models.serves(request.model())) {
            embed(request, limits, listener);
        } else if (request.forward()) {
            nodes.ask(
                    new DataNodes.Asked<>(EmbedAction.NAME, request.forOther(), EmbedAction.Response::new),
                    absence,
                    task,
                    limits,
                    ActionListener.wrap(
                            answer -> {
                                if (answer == null) {
                                    // Nobody has it, unless it has come to be here meanwhile.
                                    models.check(request.model());
                                    embed(request, limits, listener);
                                } else {
                                    listener.onResponse(answer);
                                }
                            },
                            listener::onFailure));
        } else {
            listener.onResponse(new EmbedAction.Response(absence));
        }
    }

    private void embed(EmbedAction.Request request, EmbeddingLimits limits, ActionListener<EmbedAction.Response> to) {
        embeddings.embed(
                models.ready(request.model()),
                request.texts(),
                request.purpose(),
                limits,
                ActionListener.map(to, EmbedAction.Response::new));
    }
}
