/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import java.util.Optional;

/**
 * Where a model runs.
 *
 * @param index of the CUDA device, or empty on the CPU
 * @param whyNotCuda why a model for which a CUDA device was looked for runs on the CPU; empty on CUDA, and where the CPU was
 *     asked for
 */
public record Device(Optional<Integer> index, Optional<String> whyNotCuda) {

    static Device cuda(int index) {
        return new Device(Optional.of(index), Optional.empty());
    }

    /** The CPU because it was asked for. */
    public static Device cpu() {
        return new Device(Optional.empty(), Optional.empty());
    }

    /** The CPU for want of a CUDA device. */
    static Device cpu(String whyNotCuda) {
        return new Device(Optional.empty(), Optional.of(whyNotCuda));
    }

    public boolean isCuda() {
        return index.isPresent();
    }

    /** In the words of {@link DeviceChoice}: {@code cpu} or {@code cuda:N}. */
    public String id() {
        return index.map(i -> DeviceChoice.CUDA + i).orElse(DeviceChoice.CPU);
    }

    /** ONNX Runtime's execution provider, {@code CPU} or {@code CUDA}. */
    public String provider() {
        return isCuda() ? "CUDA" : "CPU";
    }
}
