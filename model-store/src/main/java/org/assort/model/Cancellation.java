/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** Asked before each batch; may be called from any thread that embeds. */
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
