/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchType;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilderVisitor;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.search.sort.ScoreSortBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.search.sort.SortOrder;

/** Checks what a clause cannot see: what stands beside it in a search, and would undo the choice without a word. */
final class ClauseNeighbours {

    /** Queries of other plugins that run the rescorer once for each of their parts and then normalise its scores away. */
    private static final Set<String> PARTED = Set.of("hybrid");

    /** Extensions of other plugins that put the hits into an order of their own afterwards. */
    private static final Set<String> REORDERING = Set.of("mmr");

    /** A request processor of another plugin that takes every rescorer for core's own, and the query that makes it look. */
    private static final String CASTING = "neural_sparse_two_phase_processor";

    private static final String CASTING_QUERY = "neural_sparse";

    private ClauseNeighbours() {}

    /**
     * Checks a search that has a clause.
     *
     * @throws IllegalArgumentException (400) naming what cannot stand beside it
     */
    static void check(SearchRequest request) {
        SearchSourceBuilder source = request.source();
        checkRescorers(source);
        if (source.collapse() != null) {
            throw new IllegalArgumentException("[diversify] cannot be used with [collapse]");
        }
        checkOrder(source);
        if (request.searchType() == SearchType.DFS_QUERY_THEN_FETCH) {
            throw new IllegalArgumentException(
                    "[diversify] cannot be used with [search_type] [dfs_query_then_fetch], which "
                            + "leaves no moment to choose over all shards: use [query_then_fetch]");
        }
        if (source.query() != null && PARTED.contains(source.query().getName())) {
            throw new IllegalArgumentException("[diversify] cannot be used with a ["
                    + source.query().getName() + "] query, whose scores are made only after rescoring");
        }
        if (source.ext() != null) {
            source.ext().stream()
                    .map(extension -> extension.getWriteableName())
                    .filter(REORDERING::contains)
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException("[diversify] cannot be used with [ext." + name
                                + "], which would put the hits into another order afterwards");
                    });
        }
    }

    // Core refuses these too, but on each shard: where others are skipped, it answers with no products and a 200.
    private static void checkOrder(SearchSourceBuilder source) {
        if (source.searchAfter() != null) {
            throw new IllegalArgumentException(
                    "[diversify] cannot be used with [search_after]: page with [from] and [size]");
        }
        List<SortBuilder<?>> sorts = source.sorts() == null ? List.of() : source.sorts();
        boolean byScore = sorts.isEmpty()
                || (sorts.size() == 1
                        && sorts.get(0) instanceof ScoreSortBuilder score
                        && score.order() == SortOrder.DESC);
        if (byScore == false) {
            throw new IllegalArgumentException(
                    "[diversify] cannot be used with [sort], which would put the hits into another order");
        }
    }

    /**
     * Checks the search pipeline that is to run.
     *
     * @param pipeline its definition
     * @throws IllegalArgumentException (400) naming what cannot stand beside the clause
     */
    static void checkPipeline(Map<String, Object> pipeline, QueryBuilder query) {
        boolean casts = pipeline.get("request_processors") instanceof List<?> processors
                && processors.stream()
                        .anyMatch(processor -> processor instanceof Map<?, ?> map && map.containsKey(CASTING));
        if (casts && query != null && holds(query, CASTING_QUERY)) {
            throw new IllegalArgumentException("[diversify] cannot be used with a [" + CASTING_QUERY
                    + "] query and the [" + CASTING
                    + "] of a search pipeline, which knows no rescorer but core's: send [search_pipeline] [_none], or one "
                    + "without it");
        }
    }

    private static boolean holds(QueryBuilder query, String name) {
        boolean[] found = new boolean[1];
        query.visit(new QueryBuilderVisitor() {
            @Override
            public void accept(QueryBuilder part) {
                found[0] |= part.getName().equals(name);
            }

            @Override
            public QueryBuilderVisitor getChildVisitor(BooleanClause.Occur occur) {
                return this;
            }
        });
        return found[0];
    }

    @SuppressWarnings("rawtypes") // as core declares them
    private static void checkRescorers(SearchSourceBuilder source) {
        List<RescorerBuilder> rescores = source.rescores();
        long count =
                rescores.stream().filter(DiversifyBuilder.class::isInstance).count();
        if (count > 1) {
            throw new IllegalArgumentException("[rescore] may have one [diversify], got [" + count + "]");
        }
        if (rescores.get(rescores.size() - 1) instanceof DiversifyBuilder == false) {
            throw new IllegalArgumentException("[diversify] must be the last of [rescore], got [" + rescores.size()
                    + "] rescorers with another at the end");
        }
    }
}
