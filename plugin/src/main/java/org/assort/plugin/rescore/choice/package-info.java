/* SPDX-License-Identifier: Apache-2.0 */
/**
 * One choice over the windows of all shards: what a shard sends, how windows are merged and chosen from, and what is told of
 * it afterwards. Runs on a lone shard and on the coordinating node of many.
 */
package org.assort.plugin.rescore.choice;
