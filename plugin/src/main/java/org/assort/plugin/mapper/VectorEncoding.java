/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.util.Arrays;
import java.util.List;

/** How a {@code product_vector} field keeps its vectors. */
public enum VectorEncoding {
    /** As they came, four bytes a component. */
    FLOAT32("float32"),
    /** As the codes that are compared anyway, a byte a component, and the largest magnitude of the vector. */
    INT8("int8");

    private final String id;

    VectorEncoding(String id) {
        this.id = id;
    }

    /** Returns the name in a mapping. */
    public String id() {
        return id;
    }

    /**
     * Returns the encoding of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static VectorEncoding of(Object name) {
        for (VectorEncoding encoding : values()) {
            if (encoding.id.equals(name)) {
                return encoding;
            }
        }
        List<String> ids = Arrays.stream(values()).map(VectorEncoding::id).toList();
        throw new IllegalArgumentException("[encoding] must be one of " + ids + ", got [" + name + "]");
    }
}
