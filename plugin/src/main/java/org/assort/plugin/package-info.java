/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Assort inside OpenSearch. The walk of one search request, a line a stop:
 *
 * <ol>
 *   <li><b>JSON</b>: {@code rescore.clause.DiversifyParser} reads the clause into a {@code DiversifyClause}; what is wrong with
 *       it is said here, by {@code json.JsonField}. {@code rescore.DiversifyBuilder} carries it from now on.
 *   <li><b>Filter</b>: on the coordinating node {@code rescore.DiversifyFilter} has {@code rescore.ClauseNeighbours} check what
 *       stands beside the clause, and {@code rescore.ChoicePipeline} add the choice to the search's pipeline. {@code
 *       rescore.PipelineClause} finds a clause that only the pipeline has, {@code rescore.IndexDefaults} what the index says
 *       where the clause says nothing. A {@code rescore.SearchRun} keeps what is found out on the way.
 *   <li><b>Query vector</b>: {@code rescore.ResolutionRound} has {@code rescore.query.QueryResolver} embed the query once, in
 *       the pool of {@code model.EmbeddingService}, here or through {@code rescore.query.ResolveAction} on a node that has the
 *       model; the {@code rescore.query.Resolution} goes to the shards. {@code rescore.profile.ProfileResolver} reads what the
 *       shopper did before, as the caller.
 *   <li><b>Wire</b>: {@code DiversifyBuilder.doWriteTo} and its reading constructor; {@code rescore.LoadAhead} has the model loaded on the
 *       node of a shard.
 *   <li><b>Shard</b>: {@code rescore.shard.DiversifyRescorer} takes the best hits, {@code rescore.shard.WindowReader} reads
 *       them: {@code ProductVectors} and {@code StoredVectors} from the index, {@code TextVectors} from the cache or the
 *       model, {@code FieldReader} and its like from doc values. Of a shopper's products
 *       {@code rescore.shard.ProfileReader} reads the documents first.
 *   <li><b>Payload</b>: {@code rescore.shard.DiversifyListener} attaches what was read, a {@code rescore.choice.ShardWindow}, to
 *       the shard's result.
 *   <li><b>Selection</b>: {@code rescore.ChoiceProcessor} takes the payloads out, {@code rescore.choice.WindowChoice} merges
 *       the windows, {@code rescore.choice.ChoiceProblem} puts names into numbers, and {@code
 *       org.assort.rescorer.Diversifier} chooses, which knows no OpenSearch. A lone shard, whose page
 *       core fetches at once, has the same {@code WindowChoice} choose before that.
 *   <li><b>Scores</b>: {@code WindowChoice.hits} puts the choice back into the hits, with scores that strictly descend; core
 *       merges by them and fetches the page.
 *   <li><b>Response</b>: {@code rescore.SearchReply} adds explanations, warnings and the report, from the {@code
 *       rescore.choice.Trace}, or fails the search where the clause failed.
 * </ol>
 *
 * <p>A search that wants bundles takes another way beside this one:
 *
 * <ol>
 *   <li><b>JSON</b>: {@code bundle.clause.BundleParser} reads the aggregation into a {@code BundleClause}; {@code
 *       bundle.BundleBuilder} keeps its place in the search.
 *   <li><b>Filter</b>: {@code bundle.BundleFilter}, before the one above, has {@code bundle.BundleNeighbours} check what stands beside
 *       it, and {@code bundle.AnchorPage} ask for the hits that are anchors.
 *   <li><b>Response</b>: when the hits are in their final order, a {@code bundle.BundleRun} for each aggregation takes its {@code
 *       bundle.Anchors} and asks the orders, pass after pass, by {@code bundle.OrderSearch}; {@code bundle.NearestSearch}
 *       finds whom anchors without a history borrow from, {@code bundle.ItemSearch} looks the items up. All
 *       of it as the caller, by {@code bundle.InnerSearch}.
 *   <li><b>Shard of the orders</b>: {@code bundle.shard.MiningAggregator} opens the fields by {@code bundle.shard.ShardFields}, and
 *       {@code org.assort.bundles.count.Miner} counts, which knows no OpenSearch.
 *   <li><b>Merge and score</b>: {@code org.assort.bundles.merge.BundleMerge} says what is asked next, {@code
 *       org.assort.bundles.rank.BundleRanking} chooses, and {@code bundle.BundleReply} puts the lists into the response.
 * </ol>
 *
 * <p>{@code ingest} gives documents their vectors before they are indexed, {@code backfill} those that are there already, {@code
 * mapper} has the field that keeps them. {@code
 * search} what is needed to search beside a user's search and to change it, {@code
 * model} has the models of a node and what embeds with them, {@code store} how they come into the cluster and from there to its
 * nodes, {@code cli} the command that uploads them, {@code rest} the endpoints, {@code AssortPlugin} the
 * registration of it all.
 */
package org.assort.plugin;
