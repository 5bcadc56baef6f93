/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;

/** Reads the items of one document after the other, forwards only. */
public interface ItemReader {

    /** How many items the document has, distinct or not. */
    int advance(int doc) throws IOException;

    /** The next item of the document. */
    int next() throws IOException;
}
