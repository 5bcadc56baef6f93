/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.search.RequestCopy;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.search.SearchHit;
import org.opensearch.search.SearchHits;
import org.opensearch.search.SearchService;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * How the hits that are anchors are had beside the page that a user asks for. The first page is made long enough and cut again;
 * beside a later page the first hits are searched for on their own, so that a deep page does not fetch all before it, and so they are
 * where the page has the fields of anchors in another form, and where processors of a search pipeline see hits, whose answer may hang on
 * how many there are.
 */
final class AnchorPage {

    /** The parts of a search pipeline whose processors see hits. */
    private static final List<String> SEEING_HITS = List.of("response_processors", "phase_results_processors");

    private final SearchRequest asked;
    private final int from;
    private final int size;
    private final int anchors;
    private final AnchorFields fields;
    private final boolean processed;

    /**
     * @param clauses those of the search that have an {@code anchors.field}
     * @param pipeline the search pipeline that the search would run
     */
    AnchorPage(SearchRequest asked, List<BundleClause> clauses, Map<String, Object> pipeline) {
        SearchSourceBuilder source = asked.source();
        this.asked = asked;
        this.from = source.from() == -1 ? SearchService.DEFAULT_FROM : source.from();
        this.size = source.size() == -1 ? SearchService.DEFAULT_SIZE : source.size();
        this.anchors = clauses.stream()
                .mapToInt(clause -> clause.anchors().size())
                .max()
                .orElse(0);
        this.fields = new AnchorFields(source, clauses);
        this.processed = SEEING_HITS.stream()
                .anyMatch(kind -> pipeline.get(kind) instanceof List<?> processors && processors.isEmpty() == false);
    }

    /** Whether the anchors are among the hits of {@link #request}. */
    boolean together() {
        return from == 0 && fields.apart() == false && processed == false;
    }

    /** Returns the user's search, with the anchors in its page where that is the first. */
    SearchRequest request() {
        SearchRequest request = RequestCopy.of(asked, withAnchors());
        // Another cluster that reduced its part by itself would look for the bundles of it, too.
        request.setCcsMinimizeRoundtrips(false);
        return request;
    }

    private SearchSourceBuilder withAnchors() {
        if (anchors == 0 || together() == false) {
            return asked.source();
        }
        SearchSourceBuilder source = RequestCopy.source(asked.source());
        fields.fetchMissing(source);
        source.size(Math.max(size, anchors));
        if (size == 0) {
            // Nothing is shown, so nothing is rescored either.
            source.clearRescorers().fetchSource(false);
        }
        return source;
    }

    /** Returns a search of the first hits alone. */
    SearchRequest anchorSearch() {
        SearchSourceBuilder of = asked.source();
        SearchSourceBuilder source = RequestCopy.ofSameDocuments(of)
                .query(of.query())
                .postFilter(of.postFilter())
                .size(anchors)
                .trackTotalHits(false)
                .trackScores(of.trackScores())
                .timeout(of.timeout())
                .fetchSource(false);
        fields.fetchAll(source);
        if (of.minScore() != null) {
            source.minScore(of.minScore());
        }
        if (of.sorts() != null) {
            of.sorts().forEach(source::sort);
        }
        if (of.collapse() != null) {
            source.collapse(of.collapse());
        }
        if (of.terminateAfter() != SearchContext.DEFAULT_TERMINATE_AFTER) {
            source.terminateAfter(of.terminateAfter());
        }
        if (of.rescores() != null && size > 0) {
            of.rescores().forEach(rescorer -> source.addRescorer((RescorerBuilder<?>) rescorer));
        }
        of.indexBoosts().forEach(boost -> source.indexBoost(boost.getIndex(), boost.getBoost()));
        source.pointInTimeBuilder(of.pointInTimeBuilder());
        source.searchPipelineSource(of.searchPipelineSource());
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
            fields.removeFrom(hit);
        }
        Object[] collapseValues = hits.getCollapseValues();
        return new SearchHits(
                Arrays.copyOf(all, Math.min(all.length, size)),
                hits.getTotalHits(),
                size == 0 ? Float.NaN : hits.getMaxScore(),
                hits.getSortFields(),
                hits.getCollapseField(),
                collapseValues == null ? null : Arrays.copyOf(collapseValues, Math.min(collapseValues.length, size)));
    }
}
