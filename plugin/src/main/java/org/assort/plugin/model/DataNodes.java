/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionListenerResponseHandler;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.Randomness;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.transport.TransportResponse;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.ReceiveTimeoutTransportException;
import org.opensearch.transport.TransportRequest;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportService;

/**
 * The nodes that hold data, asked one after the other by a node that has not got a model, until one has it. Nothing waits: each
 * answer starts the next step.
 */
public final class DataNodes {

    private final ClusterService cluster;
    private final TransportService transport;

    /** Knows the nodes of a cluster. */
    public DataNodes(ClusterService cluster, TransportService transport) {
        this.cluster = cluster;
        this.transport = transport;
    }

    /** A request to another node, which asks nobody else. */
    public record Asked<A extends TransportResponse & ModelAnswer>(
            String action, TransportRequest request, Writeable.Reader<A> reader) {}

    /**
     * Asks the others in random order, for as long as the limits allow.
     *
     * @param own why this node, which asks, does not serve the model
     * @param task a node's work ends with it
     * @param listener gets the first answer that is there, or null where none has such a model, as one says that has read the
     *     store; fails with 503 where one will have it, none has read the store or none answered in time, and else with what the first one said that may have it and could not answer
     */
    public <A extends TransportResponse & ModelAnswer> void ask(
            Asked<A> asked, Absence own, Task task, EmbeddingLimits limits, ActionListener<A> listener) {
        new Round<>(asked, own, task, limits, listener).next();
    }

    private List<DiscoveryNode> others() {
        List<DiscoveryNode> nodes =
                new ArrayList<>(cluster.state().nodes().getDataNodes().values());
        nodes.remove(cluster.localNode());
        Collections.shuffle(nodes, Randomness.get());
        return nodes;
    }

    /** A node that left in this moment says nothing about the model, and one that has too much to do only of itself. */
    private static boolean othersMayDo(Exception failure) {
        RestStatus status = ExceptionsHelper.status(failure);
        return late(failure) == false
                && (hasLeft(failure)
                        || status == RestStatus.TOO_MANY_REQUESTS
                        || status == RestStatus.SERVICE_UNAVAILABLE);
    }

    private static boolean hasLeft(Exception failure) {
        return ExceptionsHelper.unwrap(failure, ConnectTransportException.class) != null;
    }

    private static boolean late(Exception failure) {
        return failure instanceof ReceiveTimeoutTransportException;
    }

    /** The nodes that one request goes to, and what they have said. */
    private final class Round<A extends TransportResponse & ModelAnswer> {

        private final Iterator<DiscoveryNode> nodes = others().iterator();
        private final Asked<A> asked;
        private final Task task;
        private final EmbeddingLimits limits;
        private final ActionListener<A> listener;
        private String notYet;
        private String unread;
        private boolean storeHasNot;
        private Exception unanswered;

        Round(Asked<A> asked, Absence own, Task task, EmbeddingLimits limits, ActionListener<A> listener) {
            this.asked = asked;
            // One that only coordinates does not read the store.
            this.storeHasNot = own.kind() == Absence.Kind.NO_SUCH_MODEL
                    && cluster.localNode().isDataNode();
            this.task = task;
            this.limits = limits;
            this.listener = listener;
        }

        void next() {
            if (nodes.hasNext() == false) {
                end();
                return;
            }
            DiscoveryNode node = nodes.next();
            transport.sendChildRequest(
                    node,
                    asked.action(),
                    asked.request(),
                    task,
                    TransportRequestOptions.builder()
                            .withTimeout(limits.remaining())
                            .build(),
                    // Vectors of many texts are not read on a thread of the network.
                    new ActionListenerResponseHandler<>(
                            ActionListener.wrap(answer -> take(node, answer), this::fail),
                            asked.reader(),
                            ThreadPool.Names.GENERIC));
        }

        private void take(DiscoveryNode node, A answer) {
            Absence absence = answer.absence();
            if (absence == null) {
                listener.onResponse(answer);
                return;
            }
            switch (absence.kind()) {
                case NO_SUCH_MODEL -> storeHasNot = true;
                case STORE_UNREAD -> unread = unread == null ? said(node, absence) : unread;
                case NOT_YET -> notYet = notYet == null ? said(node, absence) : notYet;
            }
            next();
        }

        private static String said(DiscoveryNode node, Absence absence) {
            return "node [" + node.getName() + "] says: " + absence.why();
        }

        private void fail(Exception failure) {
            if (othersMayDo(failure) == false) {
                listener.onFailure(late(failure) ? notInTime() : failure);
                return;
            }
            unanswered = unanswered == null ? failure : unanswered;
            next();
        }

        private OpenSearchStatusException notInTime() {
            return new OpenSearchStatusException(
                    "no node answered within [assort.embed.timeout={}ms]",
                    RestStatus.SERVICE_UNAVAILABLE,
                    limits.timeoutMillis());
        }

        private OpenSearchStatusException left() {
            return new OpenSearchStatusException(
                    "a node that may have the model has just left, try again in a moment",
                    RestStatus.SERVICE_UNAVAILABLE,
                    unanswered);
        }

        private void end() {
            // What one has read in the store is true for who has not read it.
            String coming = notYet == null && storeHasNot == false ? unread : notYet;
            if (coming != null) {
                // Only not there yet: not the request's mistake.
                listener.onFailure(new OpenSearchStatusException(coming, RestStatus.SERVICE_UNAVAILABLE));
            } else if (unanswered != null) {
                listener.onFailure(hasLeft(unanswered) ? left() : unanswered);
            } else {
                listener.onResponse(null);
            }
        }
    }
}
