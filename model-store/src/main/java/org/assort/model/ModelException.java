/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** A model folder, a model file or the native libraries cannot be used; the message is for the operator. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
