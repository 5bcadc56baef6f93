/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;

/** Which documents of a segment are walked. */
@FunctionalInterface
interface SegmentDocuments {

    /** Those of a segment, in doc id order; null for none. What does not match the request is passed over. */
    DocIdSetIterator of(int leaf) throws IOException;
}
