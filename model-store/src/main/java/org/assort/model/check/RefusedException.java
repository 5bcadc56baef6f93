/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model.check;

/** A file breaks a rule; the message is one sentence of what broke it, what is allowed and what came. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
