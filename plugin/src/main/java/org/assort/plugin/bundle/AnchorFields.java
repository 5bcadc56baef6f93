/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.plugin.bundle.clause.BundleClause;
import org.opensearch.common.regex.Regex;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.StoredFieldsContext;
import org.opensearch.search.fetch.subphase.FieldAndFormat;

/**
 * The fields by which hits are told as anchors, fetched as doc values. A hit has one place for a field, whatever part of a search
 * asks for it, so they may only stand in a page that does not ask for them in another form.
 */
final class AnchorFields {

    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> added = new LinkedHashSet<>();
    private final boolean apart;

    /**
     * @param page what the user asks for
     * @param clauses those of the search that have an {@code anchors.field}
     */
    AnchorFields(SearchSourceBuilder page, List<BundleClause> clauses) {
        boolean byId = false;
        for (BundleClause clause : clauses) {
            String field = clause.anchors().field();
            if (IdFieldMapper.NAME.equals(field)) {
                byId = true;
            } else {
                read.add(field);
            }
        }
        read.stream().filter(field -> has(page, field) == false).forEach(added::add);
        apart = (byId && hasNoIds(page)) || read.stream().anyMatch(field -> hasInAnotherForm(page, field));
    }

    /** Whether the anchors must be searched for on their own. */
    boolean apart() {
        return apart;
    }

    /** Has a search of the anchors alone fetch the fields. */
    void fetchAll(SearchSourceBuilder source) {
        read.forEach(source::docValueField);
    }

    /** Has a copy of the user's page fetch the fields that it has not. */
    void fetchMissing(SearchSourceBuilder source) {
        // A list of fields is one with that of the page it was copied from, and may have got them before.
        Set<String> present = docValues(source).map(asked -> asked.field).collect(Collectors.toSet());
        added.stream().filter(field -> present.contains(field) == false).forEach(source::docValueField);
    }

    /** Takes out of a hit of the user's page what was fetched more. */
    void removeFrom(SearchHit hit) {
        added.forEach(hit::removeDocumentField);
    }

    /** Whether a page has the very value that is read. */
    private static boolean has(SearchSourceBuilder page, String field) {
        return docValues(page).anyMatch(asked -> isPlain(asked, field))
                || (page.collapse() != null && field.equals(page.collapse().getField()));
    }

    private static boolean hasNoIds(SearchSourceBuilder page) {
        return page.storedFields() != null && page.storedFields().fetchFields() == false;
    }

    private static boolean hasInAnotherForm(SearchSourceBuilder page, String field) {
        return docValues(page).anyMatch(asked -> matches(asked.field, field) && isPlain(asked, field) == false)
                || stream(page.fetchFields()).anyMatch(asked -> matches(asked.field, field))
                || stored(page.storedFields()).anyMatch(asked -> matches(asked, field))
                || stream(page.scriptFields()).anyMatch(script -> field.equals(script.fieldName()));
    }

    private static boolean isPlain(FieldAndFormat asked, String field) {
        return asked.format == null && field.equals(asked.field);
    }

    private static boolean matches(String pattern, String field) {
        return Regex.simpleMatch(pattern, field);
    }

    private static Stream<FieldAndFormat> docValues(SearchSourceBuilder page) {
        return stream(page.docValueFields());
    }

    private static Stream<String> stored(StoredFieldsContext stored) {
        return stored == null ? Stream.empty() : stream(stored.fieldNames());
    }

    private static <T> Stream<T> stream(Collection<T> values) {
        return values == null ? Stream.empty() : values.stream();
    }
}
