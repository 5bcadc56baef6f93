/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.index.StoredFieldVisitor;

/** Stored fields without those that are hidden, as the server reads them for documents in a row. */
final class VisibleStoredFieldsReader extends StoredFieldsReader {

    private final StoredFieldsReader all;

    VisibleStoredFieldsReader(StoredFieldsReader all) {
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

    @Override
    public StoredFieldsReader clone() {
        return new VisibleStoredFieldsReader(all.clone());
    }

    @Override
    public void checkIntegrity() throws IOException {
        all.checkIntegrity();
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
