/* SPDX-License-Identifier: Apache-2.0 */
/** What runs on each shard: reading the window's vectors and tie-breakers, from the index, the cache or the model. */
package org.assort.plugin.rescore.shard;
