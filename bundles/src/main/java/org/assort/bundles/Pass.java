/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/** What a shard counts when it is asked. */
public enum Pass {
    /** The best M partners by the shard's own counts, and all sets over them. What one shard needs. */
    ALL,
    /** The best partners, how many is {@link MinerSettings#rowSize}, those asked for and those in enough orders; no sets. */
    ROWS,
    /** All sets over the partners asked for. */
    SETS,
    /** Orders that hold all of each of some sets of items, whoever the anchor is. */
    COUNTS
}
