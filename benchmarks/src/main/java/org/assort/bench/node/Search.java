/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assort.bench.shop.Components;
import org.assort.bench.shop.ShopIndex;
import org.assort.demo.node.Http;

/**
 * One way to search: the nearest {@code window} products, what is done with them, and a page of the best.
 *
 * @param window how many are looked for, and how many are looked at
 */
record Search(Kind kind, int window) {

    /** Hits shown. */
    static final int PAGE = 10;

    /** The same depth with nothing done. */
    Search plain() {
        return new Search(Kind.PLAIN, window);
    }

    /** The whole search. */
    ObjectNode body(float[] vector) {
        return body(vector, PAGE);
    }

    /** The same with another size of the page. */
    ObjectNode body(float[] vector, int size) {
        ObjectNode body = Http.JSON.createObjectNode().put("size", size);
        body.putArray("_source").add("title").add("brand");
        body.putObject("query")
                .putObject("knn")
                .putObject(ShopIndex.VECTOR)
                .put("k", window)
                .set("vector", Components.of(vector));
        kind.add(body, window, vector);
        return body;
    }

    /** For people. */
    String name() {
        return kind.label().replace('_', ' ') + ", " + window;
    }

    /** As in the names of figures. */
    String label() {
        return kind.label() + "_" + window;
    }
}
