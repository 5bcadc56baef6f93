/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import org.apache.lucene.util.BytesRef;

/** Takes a vector in the form in which it is kept. What it is given belongs to the reader, which fills it anew. */
public interface VectorTaker {

    /** Takes the vector itself. */
    void floats(float[] vector);

    /** Takes its codes, all of them 0 where the vector is zero. */
    void codes(BytesRef codes);
}
