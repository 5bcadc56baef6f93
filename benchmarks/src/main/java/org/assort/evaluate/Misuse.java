/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.io.IOException;

/** What was asked for cannot be evaluated; the message is one line for the user. */
final class Misuse extends IOException {

    private static final long serialVersionUID = 1L;

    Misuse(String message) {
        super(message);
    }

    Misuse(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
