/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link PutModelAction} on the node that was asked. */
public final class TransportPutModelAction
        extends HandledTransportAction<PutModelAction.Request, PutModelAction.Response> {

    private final ModelStore store;

    /** Called by the node. */
    @Inject
    public TransportPutModelAction(TransportService transportService, ActionFilters actionFilters, ModelStore store) {
        super(PutModelAction.NAME, transportService, actionFilters, PutModelAction.Request::new);
        this.store = store;
    }

    @Override
    protected void doExecute(
            Task task, PutModelAction.Request request, ActionListener<PutModelAction.Response> listener) {
        store.begin(request, listener);
    }
}
