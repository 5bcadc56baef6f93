/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.Optional;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.profile.EventReader;
import org.assort.plugin.rescore.profile.ProfileResolver;
import org.assort.plugin.rescore.query.QueryResolver;
import org.assort.plugin.rescore.query.Question;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.plugin.rescore.query.ResolveAction;
import org.opensearch.core.action.ActionListener;
import org.opensearch.transport.client.Client;

/**
 * What the coordinating node does before it asks the shards: finds the query's vector, here or on a node that has the model,
 * and then the shopper's profile, as the caller. One instance a search.
 */
final class ResolutionRound {

    private final Supplier<AssortServices> services;
    private final DiversifyClause clause;
    private final SearchRun run;
    private final Question question;
    private final QueryResolver resolver;

    ResolutionRound(Supplier<AssortServices> services, Question question, SearchRun run) {
        this.services = services;
        this.clause = question.clause();
        this.run = run;
        this.question = question;
        this.resolver = new QueryResolver(services.get(), question);
    }

    /** Returns the resolution where nothing has to be embedded or read for it. */
    Optional<Resolution> atOnce() {
        return clause.profile() == null && resolver.able() && resolver.embeds() == false
                ? Optional.of(resolver.withoutEmbedding())
                : Optional.empty();
    }

    /**
     * Finds the resolution without holding the caller's thread.
     *
     * @param client acts as the caller
     */
    void start(Client client, ActionListener<Resolution> listener) {
        ActionListener<Resolution> resolved = clause.profile() == null
                ? listener
                : ActionListener.wrap(found -> addProfile(found, client, listener), listener::onFailure);
        if (resolver.able()) {
            resolver.resolve(run.cancelled(), resolved);
            return;
        }
        ResolveAction.Request request = new ResolveAction.Request(question);
        request.setParentTask(run.task(services.get().nodeId()));
        client.execute(
                ResolveAction.INSTANCE,
                request,
                ActionListener.wrap(
                        response -> {
                            if (response.resolution() == null) {
                                // Nobody has it: what this node says of its own models is the answer.
                                resolver.resolve(run.cancelled(), resolved);
                            } else {
                                resolved.onResponse(response.resolution());
                            }
                        },
                        resolved::onFailure));
    }

    private void addProfile(Resolution found, Client client, ActionListener<Resolution> listener) {
        EventReader events = new EventReader(
                client,
                clause.profile(),
                run.task(services.get().nodeId()),
                services.get().choicePipeline()::settings);
        ProductReader products = new ProductReader(services, run, client, found);
        long start = System.nanoTime();
        new ProfileResolver(clause, events, products).resolve(ActionListener.map(listener, profile -> {
            run.profileTook(System.nanoTime() - start);
            return found.with(profile);
        }));
    }
}
