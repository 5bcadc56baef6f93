/* SPDX-License-Identifier: Apache-2.0 */
/** Counting what was bought with anchors on one shard. */
package org.assort.bundles.count;
