/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import java.io.IOException;

/** The node did not answer a template's search as a whole; the message has its words. */
public final class TemplateRefused extends IOException {

    private static final long serialVersionUID = 1L;

    TemplateRefused(String reason) {
        super(reason);
    }
}
