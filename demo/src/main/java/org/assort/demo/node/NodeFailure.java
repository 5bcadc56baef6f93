/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.node;

import java.io.IOException;

/** A node that cannot be had or has died. The message's first line says what; the tail of its log may follow. */
public final class NodeFailure extends IOException {

    public NodeFailure(String message) {
        super(message);
    }

    public NodeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
