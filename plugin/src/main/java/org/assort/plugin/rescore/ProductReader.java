/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.util.Optional;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.profile.FoundProducts;
import org.assort.plugin.rescore.profile.ProductSource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.plugin.search.OwnSearch;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.transport.client.Client;

/**
 * Reads a shopper's products by a search of its own, as the caller and as a part of the caller's search: its shards look
 * the products up and read them as they do for a choice, so that hidden documents and fields stay hidden, and the same product
 * has the same vector. How many documents a search may find or rescore has no say.
 */
final class ProductReader implements ProductSource {

    private final Supplier<AssortServices> services;
    private final SearchRun run;
    private final Client client;
    private final Resolution resolution;

    /**
     * @param run the caller's search
     * @param client searches as the caller
     * @param resolution has the model
     */
    ProductReader(Supplier<AssortServices> services, SearchRun run, Client client, Resolution resolution) {
        this.services = services;
        this.run = run;
        this.client = client;
        this.resolution = resolution;
    }

    @Override
    public void read(DiversifyClause clause, ActionListener<FoundProducts> listener) {
        SearchRun reading = new SearchRun(null);
        SearchSourceBuilder source = new SearchSourceBuilder()
                // Without a hit core does not rescore; which one comes back does not matter.
                .query(QueryBuilders.matchAllQuery())
                .size(1)
                .trackTotalHits(false)
                .fetchSource(false)
                .addRescorer(DiversifyBuilder.reading(services, clause, resolution, reading));
        ActionListener<SearchResponse> done = ActionListener.wrap(
                response -> listener.onResponse(found(reading, response)),
                failure -> listener.onFailure(ClauseFailure.in(failure).orElse(failure)));
        // What follows, the shards of the caller's search included, runs as the caller too.
        OwnSearch.run(
                client,
                OwnSearch.over(clause.profile().index(), run.request(), source),
                run.task(services.get().nodeId()),
                done);
    }

    private static FoundProducts found(SearchRun reading, SearchResponse response) throws Exception {
        if (reading.failure() != null) {
            throw reading.failure();
        }
        Optional<Exception> failure = ClauseFailure.in(response);
        if (failure.isPresent()) {
            throw failure.get();
        }
        // Where there is no shard to ask, nobody has taken a note.
        return reading.products() == null ? new FoundProducts() : reading.products();
    }
}
