/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import org.opensearch.index.shard.SearchOperationListener;
import org.opensearch.search.internal.SearchContext;
import org.opensearch.search.rescore.RescoreContext;

/** Tells each {@link DiversifyContext}, before its query phase, what only the search's context knows. */
public final class DiversifyListener implements SearchOperationListener {

    @Override
    public void onPreQueryPhase(SearchContext search) {
        for (RescoreContext rescore : search.rescore()) {
            if (rescore instanceof DiversifyContext diversify) {
                diversify.search(
                        SearchTasks.search(search.getTask()), search::isCancelled, search.from() + search.size());
            }
        }
    }
}
