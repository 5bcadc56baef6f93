/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.List;

/** What was counted with one anchor over all shards. */
public interface MinedAnchor {

    /** The item. */
    String anchor();

    /** Orders that hold it, over all shards. */
    long orders();

    /** The best partners, by descending count, then by item. */
    List<String> partners();

    /** How often anchor and some partners were bought together. */
    Estimate count(int... partners);
}
