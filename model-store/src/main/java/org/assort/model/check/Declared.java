/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.List;

/**
 * A tensor that a graph takes or gives.
 *
 * @param type as ONNX Runtime and onnx.proto3 name it
 * @param shape -1 for a size that each run chooses; null where it is not said
 */
public record Declared(String name, String type, List<Long> shape) {
    @Override
    public String toString() {
        return name + " " + type + " " + (shape == null ? "of unknown shape" : shape);
    }

    /** For a refusal. */
    public static String describe(Iterable<Declared> all) {
        StringBuilder text = new StringBuilder("[");
        for (Declared one : all) {
            text.append(text.length() == 1 ? "" : "; ").append(one);
        }
        return text.append(']').toString();
    }
}
