/* SPDX-License-Identifier: Apache-2.0 */
/** {@code ./bench shards}: what one choice over many shards costs, on one node and on three, and on the wire. */
package org.assort.bench.shards;
