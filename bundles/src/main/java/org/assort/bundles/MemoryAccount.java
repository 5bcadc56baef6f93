/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/** Whom memory is accounted to, as a circuit breaker. */
@FunctionalInterface
public interface MemoryAccount {

    /** Counts nothing. */
    MemoryAccount NONE = bytes -> {};

    /**
     * Called before memory is taken and after it is given back.
     *
     * @param bytes negative where given back
     * @throws RuntimeException to refuse; nothing is taken then
     */
    void add(long bytes);
}
