/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.util.Objects;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.Bits;

/**
 * A segment, and which of its documents count.
 *
 * @param reader as the caller may see it: what is hidden from the caller must be hidden by it
 * @param matching {@code maxDoc} bits, deleted documents excluded; null for every document that is not deleted
 */
public record OrderLeaf(LeafReader reader, Bits matching) {

    /** Takes the live documents where nothing else is said. */
    public OrderLeaf {
        Objects.requireNonNull(reader, "reader");
        matching = matching == null ? reader.getLiveDocs() : matching;
    }
}
