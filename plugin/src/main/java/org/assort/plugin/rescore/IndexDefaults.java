/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.RelevanceClause;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;

/**
 * What the settings {@code index.assort.diversify.*} of the searched indices say where a clause says nothing. A default holds
 * only where all of the indices have the same.
 */
final class IndexDefaults {

    private final List<Settings> indices;
    private final Set<String> differing = new TreeSet<>();

    /**
     * @param indices settings of the searched indices
     */
    IndexDefaults(List<Settings> indices) {
        this.indices = indices;
    }

    /** Returns the clause with the defaults in it. */
    DiversifyClause fill(DiversifyClause clause) {
        Method method = clause.choosing() == null ? of(AssortSettings.INDEX_METHOD, Method::of) : clause.choosing();
        return new DiversifyClause(
                clause.queryText(),
                clause.queryVector(),
                clause.model() == null ? common(AssortSettings.INDEX_MODEL) : clause.model(),
                clause.vectorField() == null ? common(AssortSettings.INDEX_VECTOR_FIELD) : clause.vectorField(),
                clause.textFields().isEmpty() ? textFields() : clause.textFields(),
                clause.weights() == null ? relevance() : clause.weights(),
                method,
                clause.diversity() == null ? diversity(clause) : clause.diversity(),
                clause.lacking() == null
                        ? of(AssortSettings.INDEX_MISSING_VECTOR, MissingVector::of)
                        : clause.lacking(),
                clause.coverages(),
                clause.quotas(),
                clause.novelty(),
                clause.pin(),
                clause.profile(),
                clause.tieBreaker() == null ? common(AssortSettings.INDEX_TIE_BREAKER) : clause.tieBreaker(),
                clause.apply(),
                clause.report());
    }

    /** Returns the settings that were left out because the indices do not agree. */
    Set<String> differing() {
        return differing;
    }

    private List<String> textFields() {
        List<String> fields = common(AssortSettings.INDEX_TEXT_FIELDS);
        return fields == null ? List.of() : fields;
    }

    // The scale of λ is the method's: a default that was set for another one, or for one that differs, says nothing.
    private DiversityClause diversity(DiversifyClause clause) {
        if (indices.stream().noneMatch(AssortSettings.INDEX_DIVERSITY::exists)) {
            return null;
        }
        Method byDefault = of(AssortSettings.INDEX_METHOD, Method::of);
        if (differing.contains(AssortSettings.INDEX_METHOD.getKey())) {
            return null;
        }
        Method meant = byDefault == null ? DiversifyClause.DEFAULT_METHOD : byDefault;
        return clause.choosing() == null || clause.choosing() == meant
                ? of(AssortSettings.INDEX_DIVERSITY, DiversityClause::of)
                : null;
    }

    private RelevanceClause relevance() {
        Double query = common(AssortSettings.INDEX_QUERY_WEIGHT);
        Double semantic = common(AssortSettings.INDEX_SEMANTIC_WEIGHT);
        // Half of a pair says nothing.
        boolean differs = differing.contains(AssortSettings.INDEX_QUERY_WEIGHT.getKey())
                || differing.contains(AssortSettings.INDEX_SEMANTIC_WEIGHT.getKey());
        if (differs || (query == null && semantic == null)) {
            return null;
        }
        return new RelevanceClause(query == null ? 0 : query, semantic == null ? 0 : semantic, null);
    }

    private <T> T of(Setting<String> setting, Function<String, T> parser) {
        String value = common(setting);
        return value == null ? null : parser.apply(value);
    }

    /** Returns what all indices have, or null where one has it not or another has something else. */
    private <T> T common(Setting<T> setting) {
        Set<T> values = new HashSet<>();
        boolean all = true;
        for (Settings index : indices) {
            // An empty one is as good as none: core takes it, as what a setting is put back to.
            if (setting.exists(index) && index.get(setting.getKey(), "").isEmpty() == false) {
                values.add(setting.get(index));
            } else {
                all = false;
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        if (all == false || values.size() > 1) {
            differing.add(setting.getKey());
            return null;
        }
        return values.iterator().next();
    }
}
