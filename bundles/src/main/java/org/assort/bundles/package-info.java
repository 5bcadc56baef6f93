/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What is really bought together: combinations of two to four items, each with an anchor, counted in orders.
 *
 * <p>One request reads in this order:
 *
 * <ol>
 *   <li>{@link org.assort.bundles.orders.Orders}: the orders of a shard that match, as arrays of items in one document or a
 *       document for each line; {@link org.assort.bundles.orders.Items} gives their items ordinals
 *   <li>{@link org.assort.bundles.merge.BundleMerge}: the task that every shard is asked, a {@link
 *       org.assort.bundles.MiningTask}, and the next one from their answers, until the best partners of each anchor are certain
 *   <li>{@link org.assort.bundles.count.Miner}: on a shard, each anchor's row of partner counts, the best M of them, each order as
 *       one mask of bits, and all sets of bits
 *   <li>{@link org.assort.bundles.ShardBundles}: what it answers, by items instead of ordinals
 *   <li>{@link org.assort.bundles.merge.MinedBundles}: the counts over all shards, and an {@link
 *       org.assort.bundles.merge.Estimate} of each with what is not certain
 *   <li>{@link org.assort.bundles.rank.BundleRanking}: how strong each combination is, the sub-sets it needs counted for that,
 *       and the greedy choice; {@link org.assort.bundles.rank.ItemFacts} has prices, categories and what is in stock
 *   <li>{@link org.assort.bundles.rank.Bundle}: a line of the list
 * </ol>
 *
 * <p>In code, with shards that answer:
 *
 * <pre>{@code
 * BundleMerge merge = new BundleMerge(settings, anchors, shards);
 * for (Optional<MiningTask> task = merge.next(); task.isPresent(); task = merge.next()) {
 *     merge.add(askAll(task.get())); // on each shard: new Miner(orders, settings, memory, check).mine(task)
 * }
 * MinedBundles mined = merge.result();
 * ItemFacts facts = fetch(mined.candidates());
 * BundleRanking ranking = new BundleRanking(mined, rankingSettings, facts, Borrowed.NOTHING, 1);
 * List<ShardBundles> counts = ranking.counts().map(task -> askAll(task)).orElse(List.of());
 * List<Bundle> bundles = ranking.choose(counts);
 * }</pre>
 *
 * <p>Ordinals hold within a shard and a request; between shards an item is its term. Nothing here knows OpenSearch, starts a
 * thread, or keeps state between requests.
 */
package org.assort.bundles;
