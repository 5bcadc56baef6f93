/* SPDX-License-Identifier: Apache-2.0 */
/** What the coordinating node finds out before the shards are asked: the model, the query's text and its vector. */
package org.assort.plugin.rescore.query;
