/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The {@code diversify} clause on the coordinating node, from the filter that sees the request to the reply. {@code clause} is
 * what the user wrote, {@code query} what is found out before the shards are asked, {@code shard} what runs on them, {@code
 * choice} the choice over what they send.
 */
package org.assort.plugin.rescore;
