/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import org.apache.lucene.util.SetOnce;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryRewriteContext;

/**
 * What the coordinating node knows of a clause while it waits for the clause's resolution. Never sent.
 *
 * @param run the search
 * @param queryText text of the search's own query, or null
 * @param fieldModel the model that made the vectors of the clause's field, or null where no mapping says
 * @param pending gets the resolution, or null where it was not asked for yet
 */
record Coordination(SearchRun run, String queryText, String fieldModel, SetOnce<Resolution> pending) {

    /** Nothing is asked for yet. */
    Coordination(SearchRun run, String queryText, String fieldModel) {
        this(run, queryText, fieldModel, null);
    }

    /** Returns whether the resolution was asked for. */
    boolean waits() {
        return pending != null;
    }

    /** Has core run a round before the next rewrite, and returns what waits for it. */
    Coordination waitingFor(ResolutionRound round, QueryRewriteContext context) {
        SetOnce<Resolution> asked = new SetOnce<>();
        context.registerAsyncAction((client, listener) -> round.start(
                client,
                ActionListener.wrap(
                        found -> {
                            asked.set(found);
                            listener.onResponse(null);
                        },
                        listener::onFailure)));
        return new Coordination(run, queryText, fieldModel, asked);
    }
}
