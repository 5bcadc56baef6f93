/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.List;
import org.assort.plugin.bundle.clause.BundleClause;
import org.opensearch.action.search.SearchRequest;

/** Checks what an aggregation cannot see: what stands beside it in a search, and what the cluster allows. */
final class BundleNeighbours {

    /** The most aggregations of a search: each takes some searches. */
    private static final int MAX_BUNDLES = 4;

    private BundleNeighbours() {}

    /**
     * Checks a search that has bundles.
     *
     * @param floor the least {@code min_doc_count}
     * @throws IllegalArgumentException (400) naming what cannot be
     */
    static void check(SearchRequest search, boolean streamed, List<BundleClause> clauses, int floor) {
        if (streamed) {
            throw new IllegalArgumentException(
                    "[bundle] cannot be used with a streamed search, whose answer leaves before "
                            + "its hits are all known");
        }
        if (search.scroll() != null) {
            throw new IllegalArgumentException(
                    "[bundle] cannot be used with [scroll]: ask for it in a search of its own");
        }
        if (clauses.size() > MAX_BUNDLES) {
            throw new IllegalArgumentException(
                    "[aggs] may have at most [" + MAX_BUNDLES + "] of [bundle], got [" + clauses.size() + "]");
        }
        for (BundleClause clause : clauses) {
            if (clause.mining().minDocCount() < floor) {
                throw new IllegalArgumentException("[min_doc_count] must be at least [" + floor
                        + "], the setting [assort.bundles.min_doc_count_floor], got ["
                        + clause.mining().minDocCount() + "]");
            }
            if (clause.minesDirectly() == false && search.source().searchAfter() != null) {
                throw new IllegalArgumentException(
                        "[bundle] cannot be used with [search_after]: its anchors are the first hits, page with [from]");
            }
        }
    }
}
