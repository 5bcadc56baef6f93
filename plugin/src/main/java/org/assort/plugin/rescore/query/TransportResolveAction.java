/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.assort.plugin.AssortServices;
import org.assort.plugin.model.EmbeddingLimits;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionListenerResponseHandler;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.Randomness;
import org.opensearch.common.cache.Cache;
import org.opensearch.common.cache.CacheBuilder;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.ReceiveTimeoutTransportException;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportService;

/**
 * Answers with this node's models, or asks nodes that hold data, one after the other, until one has the model. Nothing
 * waits: each answer starts the next step.
 */
public final class TransportResolveAction
        extends HandledTransportAction<ResolveAction.Request, ResolveAction.Response> {

    /** How long it is remembered that nobody has a model which no user named, so that not each search asks again. */
    private static final TimeValue REMEMBERED = TimeValue.timeValueSeconds(5);

    private static final int MOST_REMEMBERED = 100;

    /** Stands for any model at all. */
    private static final String ANY = "";

    private final AssortServices services;
    private final ClusterService cluster;
    private final TransportService transport;
    private final Cache<String, Boolean> missing = CacheBuilder.<String, Boolean>builder()
            .setExpireAfterWrite(REMEMBERED)
            .setMaximumWeight(MOST_REMEMBERED)
            .build();

    /** Called by the node. */
    @Inject
    public TransportResolveAction(
            TransportService transport, ActionFilters filters, AssortServices services, ClusterService cluster) {
        super(ResolveAction.NAME, transport, filters, ResolveAction.Request::new);
        this.services = services;
        this.cluster = cluster;
        this.transport = transport;
    }

    @Override
    protected void doExecute(
            Task task, ResolveAction.Request request, ActionListener<ResolveAction.Response> listener) {
        QueryResolver resolver = new QueryResolver(services, request.question());
        // Asked for first: a model that becomes ready in between is found to be so.
        Optional<OpenSearchStatusException> notYet = resolver.notYet();
        if (resolver.able()) {
            resolver.resolve(
                    ((CancellableTask) task)::isCancelled, ActionListener.map(listener, ResolveAction.Response::of));
            return;
        }
        if (request.forward() == false) {
            listener.onResponse(notYet.map(why -> ResolveAction.Response.notYet(why.getMessage()))
                    .orElseGet(ResolveAction.Response::none));
            return;
        }
        if (request.question().clause().model() == null && missing.get(wanted(request.question())) != null) {
            listener.onResponse(ResolveAction.Response.none());
            return;
        }
        new Round(task, request.question(), listener).next();
    }

    private static String wanted(Question question) {
        return question.model() == null ? ANY : question.model();
    }

    private List<DiscoveryNode> others() {
        List<DiscoveryNode> nodes =
                new ArrayList<>(cluster.state().nodes().getDataNodes().values());
        nodes.remove(cluster.localNode());
        Collections.shuffle(nodes, Randomness.get());
        return nodes;
    }

    /** A node that left in this moment says nothing about the model, and one that has too much to do, or has it no more, only of itself. */
    private static boolean othersMayDo(Exception failure) {
        RestStatus status = ExceptionsHelper.status(failure);
        return late(failure) == false
                && (failure instanceof ConnectTransportException
                        || status == RestStatus.TOO_MANY_REQUESTS
                        || status == RestStatus.SERVICE_UNAVAILABLE);
    }

    private static boolean late(Exception failure) {
        return failure instanceof ReceiveTimeoutTransportException;
    }

    /** The nodes that one question goes to, and what they have said. */
    private final class Round {

        private final Iterator<DiscoveryNode> nodes = others().iterator();
        private final Task task;
        private final Question question;
        private final ActionListener<ResolveAction.Response> listener;
        private final EmbeddingLimits limits;
        private String notYet;

        Round(Task task, Question question, ActionListener<ResolveAction.Response> listener) {
            this.task = task;
            this.question = question;
            this.listener = listener;
            this.limits = services.embeddings().limits(((CancellableTask) task)::isCancelled);
        }

        /** Asks the next one, for as long as the request may wait for its vector. */
        void next() {
            if (nodes.hasNext() == false) {
                end();
                return;
            }
            DiscoveryNode node = nodes.next();
            transport.sendChildRequest(
                    node,
                    ResolveAction.NAME,
                    new ResolveAction.Request(question, false),
                    task,
                    TransportRequestOptions.builder()
                            .withTimeout(limits.remaining())
                            .build(),
                    new ActionListenerResponseHandler<>(
                            ActionListener.wrap(response -> take(node, response), this::fail),
                            ResolveAction.Response::new));
        }

        private void take(DiscoveryNode node, ResolveAction.Response response) {
            if (response.resolution() != null) {
                listener.onResponse(response);
                return;
            }
            if (response.notYet() != null && notYet == null) {
                notYet = "node [" + node.getName() + "] says: " + response.notYet();
            }
            next();
        }

        private void fail(Exception failure) {
            if (othersMayDo(failure) && (nodes.hasNext() || notYet != null)) {
                next();
            } else {
                listener.onFailure(late(failure) ? notInTime() : failure);
            }
        }

        private OpenSearchStatusException notInTime() {
            return new OpenSearchStatusException(
                    "no node answered within [assort.embed.timeout={}ms]",
                    RestStatus.SERVICE_UNAVAILABLE,
                    limits.timeoutMillis());
        }

        private void end() {
            if (notYet != null) {
                // Only not there yet: neither the request's mistake nor to be remembered.
                listener.onFailure(new OpenSearchStatusException(notYet, RestStatus.SERVICE_UNAVAILABLE));
                return;
            }
            if (question.clause().model() == null) {
                missing.put(wanted(question), true);
            }
            listener.onResponse(ResolveAction.Response.none());
        }
    }
}
