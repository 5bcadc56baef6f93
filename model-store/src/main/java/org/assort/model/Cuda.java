/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

/**
 * ONNX Runtime's CUDA execution provider. It is a library of its own that ONNX Runtime looks for beside itself and loads with the
 * first session that wants it; that library needs the driver, and CUDA's libraries, where the system's loader finds them.
 */
final class Cuda {
    private static final String LIBRARY = "onnxruntime_providers_cuda";

    private Cuda() {}

    /** Whether the ONNX Runtime that is loaded was built with it, whatever else is missing. */
    static boolean isBuiltIn() {
        return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    }

    /**
     * Has a session run on a device, in float32 as the CPU computes it: with TensorFloat-32, ONNX Runtime's default, products
     * have 10 bits, and the vectors of a node with a device would not be those of a node without.
     *
     * @throws NoDeviceException with the reason, among others the missing library by its name
     */
    static void addTo(OrtSession.SessionOptions options, int index, NativeLibraries natives) throws NoDeviceException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index)) {
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        } catch (OrtException e) {
            // ONNX Runtime says that it could not load its library, and keeps to itself why.
            String reason = natives.loadError(LIBRARY).orElse(e.getMessage());
            throw new NoDeviceException("[cuda:" + index + "] could not be had: " + reason, e);
        }
    }
}
