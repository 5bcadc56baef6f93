/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortServices;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryRewriteContext;

/**
 * Has a model loaded on a shard's node before the shard's search is run: its thread does not wait for that. Whatever comes of it, the
 * search goes on, and says then what stands with the model.
 */
final class LoadAhead {

    private LoadAhead() {}

    /** Has core wait before the next rewrite, and returns true, where this node has the model and could not begin at once. */
    static boolean begin(AssortServices services, String model, QueryRewriteContext context) {
        if (services.models().serves(model) == false) {
            return false;
        }
        TextEmbedder embedder;
        try {
            embedder = services.models().ready(model);
        } catch (RuntimeException e) {
            // It has gone meanwhile.
            return false;
        }
        if (services.embeddings().isLoaded(embedder)) {
            return false;
        }
        context.registerAsyncAction((client, listener) -> {
            ActionListener<Void> going = ActionListener.notifyOnce(
                    ActionListener.wrap(loaded -> listener.onResponse(null), e -> listener.onResponse(null)));
            services.embeddings().load(embedder, services.embeddings().limits(() -> false), going);
        });
        return true;
    }
}
