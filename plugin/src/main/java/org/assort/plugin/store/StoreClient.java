/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.function.Supplier;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.identity.PluginSubject;
import org.opensearch.transport.client.Client;

/** Acts on the cluster as the plugin's own subject, whoever the thread works for. Safe for several threads. */
final class StoreClient {

    private static final TimeValue PATIENCE = TimeValue.timeValueMinutes(2);

    private final Client client;
    private final Supplier<PluginSubject> subject;

    /** Creates a client for a subject that is there once the node has started. */
    StoreClient(Client client, Supplier<PluginSubject> subject) {
        this.client = client;
        this.subject = subject;
    }

    /** Sends a request, and waits for its answer: not for threads of transport or searches. */
    <Q extends ActionRequest, R extends ActionResponse> R call(ActionType<R> action, Q request) {
        PlainActionFuture<R> answer = PlainActionFuture.newFuture();
        send(action, request, answer);
        try {
            return answer.actionGet(PATIENCE);
        } catch (OpenSearchException e) {
            throw ExceptionsHelper.unwrapCause(e) instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Sends a request; the listener works for whom the caller does. */
    <Q extends ActionRequest, R extends ActionResponse> void send(
            ActionType<R> action, Q request, ActionListener<R> listener) {
        ActionListener<R> callers = ContextPreservingActionListener.wrapPreservingContext(
                listener, client.threadPool().getThreadContext());
        try {
            subject.get().runAs(() -> client.execute(action, request, callers));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new OpenSearchException(e);
        }
    }
}
