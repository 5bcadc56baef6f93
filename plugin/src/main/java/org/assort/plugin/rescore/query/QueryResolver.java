/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.model.TextKey;
import org.assort.plugin.AssortServices;
import org.assort.plugin.model.Absence;
import org.assort.plugin.model.EmbeddingLimits;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.rescorer.VectorCodes;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.action.ActionListener;

/** Finds a request's model and query vector with the models of this node. One instance a request. */
public final class QueryResolver {

    private final AssortServices services;
    private final Question question;
    private final DiversifyClause clause;

    /** Creates the resolver of a question. */
    public QueryResolver(AssortServices services, Question question) {
        this.services = services;
        this.question = question;
        this.clause = question.clause();
    }

    /** Returns whether this node has the model that is needed, or none is needed; else another node may have it. */
    public boolean able() {
        return question.wantsModel() == false || services.models().serves(question.model());
    }

    /** Returns why this node is not {@link #able}; means nothing where it is. */
    Absence absence() {
        return services.models().absence(question.model());
    }

    /**
     * Returns whether {@link #resolve} has to embed something or to have a model loaded, which it does on other threads.
     *
     * @throws IllegalArgumentException (400) as {@link #resolve} does
     */
    public boolean embeds() {
        String model = model();
        return model != null && (question.text() != null || loads(model));
    }

    // A shard's thread does not wait for a model: what it will embed by is to be loaded before.
    private boolean loads(String model) {
        return question.embedsProducts()
                && services.embeddings().isLoaded(services.models().ready(model)) == false;
    }

    /** Returns the resolution of a request whose query is not embedded. */
    public Resolution withoutEmbedding() {
        return withoutText(model());
    }

    /**
     * Finds the resolution without holding the caller's thread.
     *
     * @param cancelled whether the search has been cancelled
     * @throws IllegalArgumentException (400) when the clause names a model that the node has not, or needs one and it is
     *     not clear which
     * @throws OpenSearchStatusException (503) when it may be that the node has not got the model yet
     */
    public void resolve(BooleanSupplier cancelled, ActionListener<Resolution> listener) {
        String model = model();
        if (model == null) {
            listener.onResponse(withoutText(null));
            return;
        }
        // One deadline for all that is waited for.
        EmbeddingLimits limits = services.embeddings().limits(cancelled);
        if (loads(model) == false) {
            find(model, limits, listener);
            return;
        }
        ActionListener<Void> found = ActionListener.wrap(done -> find(model, limits, listener), listener::onFailure);
        services.embeddings()
                .load(
                        services.models().ready(model),
                        limits,
                        // The cache may have all that is needed. Who does need the model says why it is not there.
                        ActionListener.wrap(found::onResponse, refused -> found.onResponse(null)));
    }

    private void find(String model, EmbeddingLimits limits, ActionListener<Resolution> listener) {
        String text = question.text();
        if (text == null) {
            listener.onResponse(withoutText(model));
            return;
        }
        TextEmbedder embedder = services.models().ready(model);
        QuerySource source = clause.queryText() == null ? QuerySource.QUERY : QuerySource.QUERY_TEXT;
        TextKey key = new TextKey(embedder.fingerprint(), Purpose.QUERY, text);
        float[] cached = services.embeddings().cache().get(embedder, key);
        if (cached != null) {
            listener.onResponse(resolution(model, embedder, cached, source));
            return;
        }
        services.embeddings()
                .embed(embedder, List.of(text), Purpose.QUERY, limits, ActionListener.map(listener, vectors -> {
                    services.embeddings().cache().put(key, key.bytes(), vectors[0]);
                    return resolution(model, embedder, vectors[0], source);
                }));
    }

    private String model() {
        ModelRegistry models = services.models();
        if (clause.model() != null) {
            models.check(clause.model());
            return clause.model();
        }
        if (question.fieldModel() != null) {
            return fieldModel();
        }
        if (models.ids().isEmpty() && question.wantsModel()) {
            models.requireRead(null);
        }
        boolean asked = clause.queryText() != null && question.text() != null;
        boolean needed = asked || question.embedsProducts();
        if (models.ids().size() > 1 && needed) {
            throw new IllegalArgumentException(
                    "[model] must name one of " + models.ids() + ", this node has several, got none");
        }
        if (models.ids().isEmpty() && asked) {
            throw new IllegalArgumentException("[query_text] needs a model, and this node has none");
        }
        return models.only().orElse(null);
    }

    /** Returns the model of the field, and null where the text that it is not there for is no more than an offer. */
    private String fieldModel() {
        String model = question.fieldModel();
        if (services.models().ids().contains(model)) {
            return model;
        }
        if (question.wantsModel()) {
            services.models().requireRead(model);
        }
        boolean asked = clause.queryText() != null && question.text() != null;
        if (asked || question.embedsProducts()) {
            throw new IllegalArgumentException("[" + (asked ? "query_text" : "text_fields")
                    + "] must be embedded by [" + model + "], which made the vectors of [vector_field] ["
                    + clause.vectorField() + "] and must be a model of the cluster, "
                    + services.models().known());
        }
        return null;
    }

    private Resolution withoutText(String known) {
        // A model that has nothing to do is none: a node that has it says the same as one that has not.
        String model = clause.model() != null || question.embedsProducts() ? known : null;
        String compared = question.comparesByFieldModel() ? known : model;
        double floor = compared == null ? 0 : services.models().ready(compared).cosineFloor();
        if (clause.relevance().semantic() == 0) {
            return new Resolution(model, null, floor, QuerySource.NO_WEIGHT);
        }
        if (clause.queryVector() != null) {
            return new Resolution(model, VectorCodes.of(clause.queryVector()), floor, QuerySource.QUERY_VECTOR);
        }
        if (question.text() == null) {
            return new Resolution(model, null, floor, QuerySource.NO_TEXT);
        }
        return new Resolution(model, null, floor, unembedded());
    }

    private QuerySource unembedded() {
        if (question.fieldModel() != null) {
            return QuerySource.NO_FIELD_MODEL;
        }
        return services.models().ids().isEmpty() ? QuerySource.NO_MODEL : QuerySource.SEVERAL_MODELS;
    }

    private static Resolution resolution(String model, TextEmbedder embedder, float[] vector, QuerySource source) {
        return new Resolution(model, VectorCodes.of(vector), embedder.cosineFloor(), source);
    }
}
