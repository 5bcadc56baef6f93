/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Assort inside OpenSearch. The walk of one search request, a line a stop:
 *
 * <ol>
 *   <li><b>JSON</b>: {@code rescore.DiversifyParser} reads the clause into a {@code rescore.DiversifyClause}; what is wrong
 *       with it is said here, by {@code json.JsonField}.
 *   <li><b>Builder</b>: {@code rescore.DiversifyBuilder} carries the clause; {@code rescore.DiversifyFilter} checks its
 *       neighbours and hands on the search's task.
 *   <li><b>Query vector</b>: on the coordinating node {@code DiversifyBuilder.rewrite} has {@code rescore.QueryResolver}
 *       embed the query once, in the pool of {@code model.EmbeddingService}; the {@code rescore.Resolution} goes to the
 *       shards.
 *   <li><b>Wire</b>: {@code DiversifyBuilder.doWriteTo} and its reading constructor.
 *   <li><b>Shard context</b>: {@code rescore.DiversifyContext}, one for the clause on a shard; {@code
 *       rescore.DiversifyListener} tells it what only the search knows.
 *   <li><b>Window</b>: {@code rescore.DiversifyRescorer} takes the best hits, {@code rescore.CandidateReader} reads them:
 *       {@code rescore.StoredVectors} from the index, {@code rescore.TextVectors} from the cache or the model.
 *   <li><b>Selection</b>: {@code org.assort.rescorer.Diversifier} chooses. It knows no OpenSearch.
 *   <li><b>Scores</b>: {@code rescore.ChosenWindow} puts the choice back into the hits, with scores that strictly descend;
 *       {@code rescore.Explanations} explains them.
 *   <li><b>Response</b>: core fetches the page; {@code DiversifyFilter} adds its warning when several shards chose, each
 *       for itself.
 * </ol>
 *
 * <p>{@code model} has the models of a node and what embeds with them, {@code rest} the endpoints, {@code AssortPlugin} the
 * registration of it all.
 */
package org.assort.plugin;
