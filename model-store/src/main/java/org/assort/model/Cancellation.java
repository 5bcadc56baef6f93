/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/**
 * Asked before each batch by the thread that embeds, and again and again by another one while a batch runs that takes long.
 * Once it has asked to stop it goes on to.
 */
@FunctionalInterface
public interface Cancellation {
    /** Never stops. */
    Cancellation NONE = () -> {};

    /**
     * Returns to go on.
     *
     * @throws EmbeddingException to stop; it reaches the caller of {@code embed} as it is
     */
    void check() throws EmbeddingException;
}
