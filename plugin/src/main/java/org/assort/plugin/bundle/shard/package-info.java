/* SPDX-License-Identifier: Apache-2.0 */
/** What runs on the shards of the orders, and how it travels. */
package org.assort.plugin.bundle.shard;
