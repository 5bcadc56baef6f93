/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** A text could not be turned into a vector, or a {@link Cancellation} asked to stop. */
public class EmbeddingException extends Exception {
    private static final long serialVersionUID = 1L;

    public EmbeddingException(String message) {
        super(message);
    }

    public EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }
}
