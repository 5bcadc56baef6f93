/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link StoreAction} on the node that was asked. */
public final class TransportStoreAction extends HandledTransportAction<StoreAction.Request, StoreAction.Response> {

    private final ModelStore store;

    /** Called by the node. */
    @Inject
    public TransportStoreAction(TransportService transportService, ActionFilters actionFilters, ModelStore store) {
        super(StoreAction.NAME, transportService, actionFilters, StoreAction.Request::new);
        this.store = store;
    }

    @Override
    protected void doExecute(Task task, StoreAction.Request request, ActionListener<StoreAction.Response> listener) {
        store.list(listener);
    }
}
