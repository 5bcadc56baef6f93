/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import org.assort.plugin.AssortServices;
import org.assort.plugin.model.Absence;
import org.assort.plugin.model.DataNodes;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.cache.Cache;
import org.opensearch.common.cache.CacheBuilder;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Answers with this node's models, or with those of {@link DataNodes}. */
public final class TransportResolveAction
        extends HandledTransportAction<ResolveAction.Request, ResolveAction.Response> {

    /** How long it is remembered that nobody has a model which no user named, so that not each search asks again. */
    private static final TimeValue REMEMBERED = TimeValue.timeValueSeconds(5);

    private static final int MOST_REMEMBERED = 100;

    /** Stands for any model at all. */
    private static final String ANY = "";

    private final AssortServices services;
    private final DataNodes nodes;
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
        this.nodes = new DataNodes(cluster, transport);
    }

    @Override
    protected void doExecute(
            Task task, ResolveAction.Request request, ActionListener<ResolveAction.Response> listener) {
        QueryResolver resolver = new QueryResolver(services, request.question());
        // Asked for first: a model that becomes ready in between is found to be so.
        Absence absence = resolver.absence();
        if (resolver.able()) {
            resolver.resolve(
                    ((CancellableTask) task)::isCancelled, ActionListener.map(listener, ResolveAction.Response::new));
            return;
        }
        if (request.forward() == false) {
            listener.onResponse(new ResolveAction.Response(absence));
            return;
        }
        if (request.question().clause().model() == null && missing.get(wanted(request.question())) != null) {
            listener.onResponse(new ResolveAction.Response(Absence.NO_SUCH_MODEL));
            return;
        }
        Question question = request.question();
        nodes.ask(
                new DataNodes.Asked<>(
                        ResolveAction.NAME, new ResolveAction.Request(question, false), ResolveAction.Response::new),
                absence,
                task,
                services.embeddings().limits(((CancellableTask) task)::isCancelled),
                ActionListener.map(listener, answer -> answer == null ? nobody(question) : answer));
    }

    private ResolveAction.Response nobody(Question question) {
        if (question.clause().model() == null) {
            missing.put(wanted(question), true);
        }
        return new ResolveAction.Response(Absence.NO_SUCH_MODEL);
    }

    private static String wanted(Question question) {
        return question.model() == null ? ANY : question.model();
    }
}
