/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.StoredFields;

/** Stored fields without those that are hidden. */
final class VisibleStoredFields extends StoredFields {

    private final StoredFields all;

    VisibleStoredFields(StoredFields all) {
        this.all = all;
    }

    @Override
    public void prefetch(int document) throws IOException {
        all.prefetch(document);
    }

    @Override
    public void document(int document, StoredFieldVisitor visitor) throws IOException {
        all.document(document, new VisibleFieldVisitor(visitor));
    }
}
