/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.model.TextKey;
import org.assort.plugin.AssortServices;
import org.assort.plugin.model.ModelRegistry;
import org.assort.rescorer.VectorTable;
import org.opensearch.core.action.ActionListener;

/** Finds a request's model and query vector, on the coordinating node. One instance a request. */
final class QueryResolver {

    private final AssortServices services;
    private final DiversifyClause clause;
    private final String model;

    /**
     * @throws IllegalArgumentException (400) when the clause names a model that the node has not, or needs one and it is
     *     not clear which
     */
    QueryResolver(AssortServices services, DiversifyClause clause) {
        this.services = services;
        this.clause = clause;
        this.model = model(services.models(), clause);
    }

    private static String model(ModelRegistry models, DiversifyClause clause) {
        if (clause.model() != null) {
            models.check(clause.model());
            return clause.model();
        }
        if (models.ids().size() > 1 && needsModel(clause)) {
            throw new IllegalArgumentException(
                    "[model] must name one of " + models.ids() + ", this node has several, got none");
        }
        if (models.ids().isEmpty()
                && clause.queryText() != null
                && clause.relevance().semantic() > 0) {
            throw new IllegalArgumentException(
                    "[query_text] needs a model, and this node has none under config/assort/models");
        }
        return models.only().orElse(null);
    }

    private static boolean needsModel(DiversifyClause clause) {
        return clause.queryText() != null
                || clause.vectorField() == null
                || clause.textFields().isEmpty() == false;
    }

    /** Returns whether the query's text has to become a vector. */
    boolean needsEmbedding() {
        return clause.queryText() != null && clause.relevance().semantic() > 0;
    }

    /** Returns the resolution of a request whose query is not embedded. */
    Resolution withoutEmbedding() {
        float[] given = clause.queryVector();
        return new Resolution(model, given == null ? null : VectorTable.unit(given));
    }

    /**
     * Embeds the query's text without holding the caller's thread.
     *
     * @param result gets the resolution before the listener is told
     * @param listener gets null, or the failure
     */
    void embed(Consumer<Resolution> result, ActionListener<?> listener) {
        TextEmbedder embedder = services.models().warm(model);
        TextKey key = new TextKey(embedder.fingerprint(), Purpose.QUERY, clause.queryText());
        float[] cached = services.embeddings().cache().get(key);
        if (cached != null) {
            result.accept(new Resolution(model, cached));
            listener.onResponse(null);
            return;
        }
        BooleanSupplier cancelled = SearchTasks.cancellation(services.threadContext());
        services.embeddings()
                .embed(
                        embedder,
                        List.of(clause.queryText()),
                        Purpose.QUERY,
                        services.embeddings().limits(cancelled),
                        ActionListener.wrap(
                                vectors -> {
                                    float[] unit = VectorTable.unit(vectors[0]);
                                    if (unit != null) {
                                        services.embeddings().cache().put(key, key.bytes(), unit);
                                    }
                                    result.accept(new Resolution(model, unit));
                                    listener.onResponse(null);
                                },
                                listener::onFailure));
    }
}
