/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

import java.util.List;
import java.util.Map;

/**
 * What a model file says, as it was read.
 *
 * @param opsets versions by domain, ONNX's own being ""
 * @param tensors weights by name
 */
record OnnxFile(
        long irVersion,
        Map<String, Long> opsets,
        List<Node> nodes,
        Map<String, Tensor> tensors,
        List<Declared> inputs,
        List<Declared> outputs) {

    List<Declared> freeInputs() {
        return inputs.stream()
                .filter(input -> !tensors.containsKey(input.name()))
                .toList();
    }
}
