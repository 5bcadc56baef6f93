/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.assort.plugin.AssortServices;
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
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.ConnectTransportException;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportService;

/**
 * Answers with this node's models, or asks nodes that hold data, one after the other, until one has the model. Nothing
 * waits: each answer starts the next step.
 */
public final class TransportResolveAction
        extends HandledTransportAction<ResolveAction.Request, ResolveAction.Response> {

    /** Nodes of a cluster have the same models as a rule; who has asked so many need not ask the rest. */
    private static final int MOST_ASKED = 3;

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
        if (resolver.able()) {
            resolver.resolve(
                    ((CancellableTask) task)::isCancelled, ActionListener.map(listener, ResolveAction.Response::new));
            return;
        }
        boolean known = request.question().clause().model() == null && missing.get(wanted(request.question())) != null;
        if (request.forward() == false || known) {
            listener.onResponse(new ResolveAction.Response((Resolution) null));
            return;
        }
        ask(others().iterator(), task, request.question(), listener);
    }

    private static String wanted(Question question) {
        return question.model() == null ? ANY : question.model();
    }

    private List<DiscoveryNode> others() {
        List<DiscoveryNode> nodes =
                new ArrayList<>(cluster.state().nodes().getDataNodes().values());
        nodes.remove(cluster.localNode());
        Collections.shuffle(nodes, Randomness.get());
        return nodes.subList(0, Math.min(MOST_ASKED, nodes.size()));
    }

    private void ask(
            Iterator<DiscoveryNode> nodes,
            Task task,
            Question question,
            ActionListener<ResolveAction.Response> listener) {
        if (nodes.hasNext() == false) {
            if (question.clause().model() == null) {
                missing.put(wanted(question), true);
            }
            listener.onResponse(new ResolveAction.Response((Resolution) null));
            return;
        }
        ActionListener<ResolveAction.Response> next = ActionListener.wrap(
                response -> {
                    if (response.resolution() == null) {
                        ask(nodes, task, question, listener);
                    } else {
                        listener.onResponse(response);
                    }
                },
                failure -> {
                    // A node that left in this moment says nothing about the model.
                    if (failure instanceof ConnectTransportException && nodes.hasNext()) {
                        ask(nodes, task, question, listener);
                    } else {
                        listener.onFailure(failure);
                    }
                });
        transport.sendChildRequest(
                nodes.next(),
                ResolveAction.NAME,
                new ResolveAction.Request(question, false),
                task,
                TransportRequestOptions.EMPTY,
                new ActionListenerResponseHandler<>(next, ResolveAction.Response::new));
    }
}
