/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TopDocs;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.Rescorer;

/** Leaves the order as it is. */
final class UnchangedRescorer implements Rescorer {

    @Override
    public TopDocs rescore(TopDocs topDocs, IndexSearcher searcher, RescoreContext context) {
        return topDocs;
    }

    @Override
    public Explanation explain(int document, IndexSearcher searcher, RescoreContext context, Explanation source) {
        return source;
    }
}
