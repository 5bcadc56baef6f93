/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

/** A device cannot be had, whichever model is to run on it. */
final class NoDeviceException extends ModelException {
    private static final long serialVersionUID = 1L;

    NoDeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
