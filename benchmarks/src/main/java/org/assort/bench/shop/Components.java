/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.assort.demo.node.Http;

/** Vectors as JSON. */
public final class Components {

    private Components() {}

    /** Returns a new array of the vector's components. */
    public static ArrayNode of(float[] vector) {
        ArrayNode components = Http.JSON.createArrayNode();
        for (float component : vector) {
            components.add(component);
        }
        return components;
    }
}
