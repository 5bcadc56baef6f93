/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.function.BooleanSupplier;
import org.assort.model.TextEmbedder;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link EmbedAction} on the node that was asked. */
public final class TransportEmbedAction extends HandledTransportAction<EmbedAction.Request, EmbedAction.Response> {

    private final ModelRegistry models;
    private final EmbeddingService embeddings;

    /** Called by the node. */
    @Inject
    public TransportEmbedAction(
            TransportService transportService,
            ActionFilters actionFilters,
            ModelRegistry models,
            EmbeddingService embeddings) {
        super(EmbedAction.NAME, transportService, actionFilters, EmbedAction.Request::new);
        this.models = models;
        this.embeddings = embeddings;
    }

    @Override
    protected void doExecute(Task task, EmbedAction.Request request, ActionListener<EmbedAction.Response> listener) {
        TextEmbedder embedder = models.ready(request.model());
        BooleanSupplier cancelled = ((CancellableTask) task)::isCancelled;
        embeddings.embed(
                embedder,
                request.texts(),
                request.purpose(),
                embeddings.limits(cancelled),
                ActionListener.map(listener, EmbedAction.Response::new));
    }
}
