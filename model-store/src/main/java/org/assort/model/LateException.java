/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** A text was not turned into a vector within the time that there was for it. */
final class LateException extends EmbeddingException {
    private static final long serialVersionUID = 1L;

    LateException(String message) {
        super(message);
    }
}
