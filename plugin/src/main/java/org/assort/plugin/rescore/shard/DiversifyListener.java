/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.RescoreContext;

/**
 * Tells each {@link DiversifyContext}, before its query phase, what only the search's context knows, and after it sends what
 * the rescorer has read. It reads nothing itself: core swallows what a listener throws.
 */
public final class DiversifyListener implements SearchOperationListener {

    @Override
    public void onPreQueryPhase(SearchContext search) {
        for (RescoreContext rescore : search.rescore()) {
            if (rescore instanceof DiversifyContext diversify) {
                diversify.search(search);
            }
        }
    }

    @Override
    public void onQueryPhase(SearchContext search, long tookInNanos) {
        for (RescoreContext rescore : search.rescore()) {
            if (rescore instanceof DiversifyContext diversify && diversify.payload() != null) {
                diversify.payload().attach(search.queryResult());
            }
        }
    }
}
