/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.search.RequestCopy;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.SearchService;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.subphase.FieldAndFormat;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * How the hits that are anchors are had beside the page that a user asks for. The first page is made long enough and cut again;
 * beside a later page the first hits are searched for on their own, so that a deep page does not fetch all before it.
 */
final class AnchorPage {

    private final SearchRequest asked;
    private final int from;
    private final int size;
    private final int anchors;
    private final Set<String> added = new LinkedHashSet<>();

    /** @param clauses those of the search that have an {@code anchors.field} */
    AnchorPage(SearchRequest asked, List<BundleClause> clauses) {
        SearchSourceBuilder source = asked.source();
        this.asked = asked;
        this.from = source.from() == -1 ? SearchService.DEFAULT_FROM : source.from();
        this.size = source.size() == -1 ? SearchService.DEFAULT_SIZE : source.size();
        this.anchors = clauses.stream()
                .mapToInt(clause -> clause.anchors().size())
                .max()
                .orElse(0);
        Set<String> present = new LinkedHashSet<>(Set.of(IdFieldMapper.NAME));
        if (source.docValueFields() != null) {
            source.docValueFields().stream().map(field -> field.field).forEach(present::add);
        }
        clauses.stream()
                .map(clause -> clause.anchors().field())
                .filter(field -> present.contains(field) == false)
                .forEach(added::add);
    }

    /** Whether the anchors are among the hits of {@link #request}. */
    boolean together() {
        return from == 0;
    }

    /** Returns the user's search, with the anchors in its page where that is the first. */
    SearchRequest request() {
        if (anchors == 0 || together() == false) {
            return asked;
        }
        SearchRequest copy = copy(RequestCopy.source(asked.source()));
        SearchSourceBuilder source = copy.source();
        source.size(Math.max(size, anchors));
        if (size == 0) {
            // Nothing is shown, so nothing is rescored either.
            source.clearRescorers().fetchSource(false);
        }
        return copy;
    }

    /** Returns a search of the first hits alone. */
    SearchRequest anchorSearch() {
        SearchSourceBuilder of = asked.source();
        SearchSourceBuilder source = new SearchSourceBuilder()
                .query(of.query())
                .postFilter(of.postFilter())
                .size(anchors)
                .trackTotalHits(false)
                .trackScores(of.trackScores())
                .timeout(of.timeout())
                .fetchSource(false);
        if (of.minScore() != null) {
            source.minScore(of.minScore());
        }
        if (of.sorts() != null) {
            of.sorts().forEach(source::sort);
        }
        if (of.collapse() != null) {
            source.collapse(of.collapse());
        }
        if (of.rescores() != null) {
            of.rescores().forEach(rescorer -> source.addRescorer((RescorerBuilder<?>) rescorer));
        }
        of.indexBoosts().forEach(boost -> source.indexBoost(boost.getIndex(), boost.getBoost()));
        source.pointInTimeBuilder(of.pointInTimeBuilder());
        source.searchPipelineSource(of.searchPipelineSource());
        return copy(source);
    }

    private SearchRequest copy(SearchSourceBuilder source) {
        // A list of fields belongs to the other source too.
        List<FieldAndFormat> before =
                source.docValueFields() == null ? List.of() : List.copyOf(source.docValueFields());
        added.stream()
                .filter(field -> before.stream().noneMatch(present -> present.field.equals(field)))
                .forEach(source::docValueField);
        return RequestCopy.of(asked, source);
    }

    /** Returns the hits from rank 1 on that are anchors of a clause. */
    List<SearchHit> anchors(SearchHits hits, BundleClause clause) {
        return Arrays.stream(hits.getHits()).limit(clause.anchors().size()).toList();
    }

    /** Returns the hits of the page that the user asked for, as they would be without the anchors. */
    SearchHits page(SearchHits hits) {
        if (anchors == 0 || together() == false) {
            return hits;
        }
        SearchHit[] all = hits.getHits();
        for (SearchHit hit : all) {
            added.forEach(hit::removeDocumentField);
        }
        return new SearchHits(
                Arrays.copyOf(all, Math.min(all.length, size)),
                hits.getTotalHits(),
                size == 0 ? Float.NaN : hits.getMaxScore(),
                hits.getSortFields(),
                hits.getCollapseField(),
                hits.getCollapseValues());
    }
}
