/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.HashMap;
import java.util.Map;

/** The products that were looked for, as far as they are there for the caller. Not safe for threads while they are added. */
public final class FoundProducts {

    private final Map<String, FoundProduct> products = new HashMap<>();
    private boolean comparable;

    /** Adds a document of a product; of several one is kept. */
    public void add(String id, FoundProduct product) {
        products.merge(id, product, (a, b) -> FoundProduct.ORDER.compare(a, b) <= 0 ? a : b);
    }

    /** Takes note that there was something that gives products vectors, whether or not they have some. */
    public void vectorsRead() {
        comparable = true;
    }

    /** Returns whether anything could have given products vectors. */
    boolean comparable() {
        return comparable;
    }

    /** Returns the product of that id, or null. */
    FoundProduct get(String id) {
        return products.get(id);
    }
}
