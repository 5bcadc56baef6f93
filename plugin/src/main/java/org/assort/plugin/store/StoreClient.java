/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.OpenSearchTimeoutException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.action.support.RetryableAction;
import org.opensearch.action.support.TransportActions;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.identity.PluginSubject;
import org.opensearch.index.IndexNotFoundException;
import org.opensearch.node.NodeClosedException;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.client.Client;

/** Acts on the cluster as the plugin's own subject, whoever the thread works for. Safe for several threads. */
final class StoreClient {

    private static final Logger logger = LogManager.getLogger(StoreClient.class);

    private static final TimeValue PATIENCE = TimeValue.timeValueMinutes(2);

    /** A shard that starts or moves is back within it; one that is lost is said to be so after it. */
    private static final TimeValue SHARD_PATIENCE = TimeValue.timeValueSeconds(5);

    private static final TimeValue SHARD_PAUSE = TimeValue.timeValueMillis(50);

    private final Client client;
    private final Supplier<PluginSubject> subject;

    /** Creates a client for a subject that is there once the node has started. */
    StoreClient(Client client, Supplier<PluginSubject> subject) {
        this.client = client;
        this.subject = subject;
    }

    /**
     * Sends a request, and waits for its answer: not for threads of transport or searches.
     *
     * @throws OpenSearchStatusException (503) where a node was lost on the way: what was asked for may have been done or not, and
     *     may be asked for again
     */
    <Q extends ActionRequest, R extends ActionResponse> R call(ActionType<R> action, Q request) {
        PlainActionFuture<R> answer = PlainActionFuture.newFuture();
        send(action, request, answer);
        return answer(answer);
    }

    /**
     * Gets a document, and waits for it as {@link #call} does; also, for some seconds, for a shard that starts or moves, as
     * writes do, or for another copy where a node is lost.
     *
     * @throws OpenSearchStatusException (503) as {@link #call} does
     */
    GetResponse get(GetRequest request) {
        // The security plugin has system indices read as searches read, which see a write after a refresh; else this
        // does nothing.
        request.refresh(true);
        PlainActionFuture<GetResponse> answer = PlainActionFuture.newFuture();
        new RetryableAction<>(logger, client.threadPool(), SHARD_PAUSE, SHARD_PATIENCE, answer) {
            @Override
            public void tryAction(ActionListener<GetResponse> listener) {
                send(GetAction.INSTANCE, request, listener);
            }

            @Override
            public boolean shouldRetry(Exception e) {
                return TransportActions.isShardNotAvailableException(e) || isNodeLost(ExceptionsHelper.unwrapCause(e));
            }
        }.run();
        return answer(answer);
    }

    private static <R> R answer(PlainActionFuture<R> answer) {
        try {
            return answer.actionGet(PATIENCE);
        } catch (RuntimeException e) {
            Throwable cause = ExceptionsHelper.unwrapCause(e);
            if (mayPass(cause)) {
                throw new OpenSearchStatusException(
                        "the model store could not be reached, send the same request again in a moment: {}",
                        RestStatus.SERVICE_UNAVAILABLE,
                        e,
                        cause.getMessage());
            }
            throw cause instanceof RuntimeException unwrapped ? unwrapped : e;
        }
    }

    // An index that is not there is no shard that is away: whoever reads makes something of it.
    private static boolean mayPass(Throwable cause) {
        return isNodeLost(cause)
                || cause instanceof OpenSearchTimeoutException
                || (TransportActions.isShardNotAvailableException(cause)
                        && cause instanceof IndexNotFoundException == false);
    }

    // Core takes a shard whose node is lost for one that is there, until the cluster manager has noticed.
    private static boolean isNodeLost(Throwable cause) {
        return cause instanceof ConnectTransportException || cause instanceof NodeClosedException;
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
