/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.common.Nullable;
import org.opensearch.search.SearchHit;

/** Tells a user what was done: explains hits and says what to be warned of. */
public final class TraceReader {

    private final DiversifyClause clause;
    private final Trace trace;

    /** Creates the reader of a search's trace. */
    public TraceReader(DiversifyClause clause, Trace trace) {
        this.clause = clause;
        this.trace = trace;
    }

    /** Explains those hits that are where the choice put them; others, that a pipeline scored anew, keep what they have. */
    public void explain(SearchHit[] hits) {
        Map<Float, Integer> places = new HashMap<>();
        for (int place = 0; place < trace.page().size(); place++) {
            places.put(trace.page().get(place).score(), place);
        }
        String[] ids = new String[trace.page().size()];
        Arrays.fill(ids, "");
        for (SearchHit hit : hits) {
            Integer place = places.get(hit.getScore());
            if (place != null) {
                ids[place] = hit.getId();
            }
        }
        Explanations explanations =
                new Explanations(clause, trace.outcome().taken().diversity(), trace.from(), List.of(ids));
        for (SearchHit hit : hits) {
            Integer place = places.get(hit.getScore());
            if (place != null && hit.getExplanation() != null) {
                hit.explanation(
                        explanations.of(trace.from() + place, trace.page().get(place), hit.getExplanation()));
            }
        }
    }

    /**
     * Returns what the user should know of, a sentence each.
     *
     * @param resolution what was chosen with
     * @param fieldModel the model that made the vectors of the clause's field, or null where no mapping says
     * @param maxEmbeddings the setting that left some products out, as this node has it
     */
    public List<String> warnings(Resolution resolution, @Nullable String fieldModel, int maxEmbeddings) {
        List<String> warnings = new ArrayList<>();
        if (resolution.source() == QuerySource.NO_FIELD_MODEL) {
            warnings.add("diversify: the text of the query was left out, because the model [" + fieldModel
                    + "], which made the vectors of [vector_field] [" + clause.vectorField()
                    + "], is not there; give [query_vector], or set [relevance.semantic] to 0");
        }
        if (resolution.source() == QuerySource.SEVERAL_MODELS) {
            warnings.add("diversify: the text of the query was left out, because "
                    + resolution.source().id() + "; name it, or set [relevance.semantic] to 0");
        }
        if (trace.otherDimension()) {
            warnings.add(
                    "diversify: the text of the query was left out, because the model's vectors have another dimension "
                            + "than those of [vector_field]; name the [model] that made them, or give [query_vector]");
        }
        trace.outcome().quotas(clause, trace.candidates()).ifPresent(warnings::add);
        if (trace.missing() == 0) {
            return warnings;
        }
        if (trace.comparable() == false) {
            String rest = ordersOtherwise() ? "" : ": only the first-pass score orders them";
            warnings.add("diversify: there is no [vector_field] and no model, so products cannot be compared by meaning"
                    + rest);
            return warnings;
        }
        warnings.add("diversify: [" + trace.missing() + "] of [" + trace.candidates()
                + "] candidates have no vector, [missing_vector] is ["
                + clause.missingVector().id() + "]");
        if (trace.count(Origin.LEFT) > 0) {
            warnings.add("diversify: [" + trace.count(Origin.LEFT)
                    + "] candidates were not embedded, [assort.rescore.max_embeddings] is [" + maxEmbeddings + "]");
        }
        return warnings;
    }

    private boolean ordersOtherwise() {
        return clause.novelty() != null
                || clause.coverages().isEmpty() == false
                || clause.quotas().isEmpty() == false
                || clause.pin().equals(PinClause.NONE) == false;
    }

    /**
     * Returns the report, or null where the clause asks for none.
     *
     * @param profileNanos time for the shopper's profile, where there is one
     */
    @Nullable
    public DiversifyReport report(Resolution resolution, long profileNanos) {
        return clause.reports() ? DiversifyReport.of(clause, resolution, trace, profileNanos) : null;
    }
}
