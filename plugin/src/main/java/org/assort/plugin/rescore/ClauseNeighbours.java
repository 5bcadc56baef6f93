/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.List;
import java.util.Set;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchType;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescorerBuilder;

/** Checks what a clause cannot see: what stands beside it in a search, and would undo the choice without a word. */
final class ClauseNeighbours {

    /** Queries of other plugins that run the rescorer once for each of their parts and then normalise its scores away. */
    private static final Set<String> PARTED = Set.of("hybrid");

    /** Extensions of other plugins that put the hits into an order of their own afterwards. */
    private static final Set<String> REORDERING = Set.of("mmr");

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
