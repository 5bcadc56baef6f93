/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Runs {@link DeleteModelAction} on the node that was asked. */
public final class TransportDeleteModelAction
        extends HandledTransportAction<DeleteModelAction.Request, AcknowledgedResponse> {

    private final ModelStore store;

    /** Called by the node. */
    @Inject
    public TransportDeleteModelAction(
            TransportService transportService, ActionFilters actionFilters, ModelStore store) {
        super(DeleteModelAction.NAME, transportService, actionFilters, DeleteModelAction.Request::new);
        this.store = store;
    }

    @Override
    protected void doExecute(
            Task task, DeleteModelAction.Request request, ActionListener<AcknowledgedResponse> listener) {
        store.delete(
                request.model(), request.force(), ActionListener.map(listener, gone -> new AcknowledgedResponse(true)));
    }
}
