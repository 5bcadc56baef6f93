/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link PutChunkAction} on the node that was asked. */
public final class TransportPutChunkAction
        extends HandledTransportAction<PutChunkAction.Request, PutModelAction.Response> {

    private final ModelStore store;

    /** Called by the node. */
    @Inject
    public TransportPutChunkAction(TransportService transportService, ActionFilters actionFilters, ModelStore store) {
        super(PutChunkAction.NAME, transportService, actionFilters, PutChunkAction.Request::new);
        this.store = store;
    }

    @Override
    protected void doExecute(
            Task task, PutChunkAction.Request request, ActionListener<PutModelAction.Response> listener) {
        store.chunk(request, listener);
    }
}
