/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.Fields;
import org.apache.lucene.index.Terms;

/** A document's fields with term vectors, without those that are hidden. */
final class VisibleFields extends Fields {

    private final Fields all;

    VisibleFields(Fields all) {
        this.all = all;
    }

    @Override
    public Iterator<String> iterator() {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(Rules::isVisible)
                .iterator();
    }

    @Override
    public Terms terms(String field) throws IOException {
        return Rules.isVisible(field) ? all.terms(field) : null;
    }

    /** How many is not known without counting. */
    @Override
    public int size() {
        return -1;
    }
}
