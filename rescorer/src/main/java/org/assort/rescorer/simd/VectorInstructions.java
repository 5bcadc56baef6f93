/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer.simd;

/**
 * Whether the JVM turns the vector API into instructions of the processor: it has been told {@code --add-modules
 * jdk.incubator.vector}, as a node of OpenSearch is, and its second compiler is on, without which every step would be a call
 * and an object, and slower than a plain loop.
 */
final class VectorInstructions {

    /** Shorter vectors than any processor of today has. */
    static final int LEAST_BITS = 128;

    private VectorInstructions() {}

    /** Whether vectors of so many bits, and no more than the processor has, are worth using. */
    static boolean ofBits(int least) {
        String mode = System.getProperty("java.vm.info", "");
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                && mode.contains("mixed mode")
                && !mode.contains("emulated-client")
                && VectorDotProduct.bits() >= least;
    }
}
