/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.Uid;

/** Finds the documents of a window whose ids the clause pins. */
final class PinnedReader {

    private final List<BytesRef> ids;

    PinnedReader(List<String> ids) {
        this.ids = ids.stream().map(Uid::encodeId).sorted().toList();
    }

    /** Returns {@code boolean[n]}, whether each document of the window is pinned. */
    boolean[] read(WindowDocs docs) throws IOException {
        boolean[] pinned = new boolean[docs.size()];
        docs.forEach(leaf -> {
            Set<Integer> found = pinned(leaf);
            return (row, document) -> pinned[row] = found.contains(document);
        });
        return pinned;
    }

    private Set<Integer> pinned(LeafReaderContext leaf) throws IOException {
        Set<Integer> found = new HashSet<>();
        Terms terms = leaf.reader().terms(IdFieldMapper.NAME);
        if (terms == null) {
            return found;
        }
        TermsEnum all = terms.iterator();
        PostingsEnum postings = null;
        for (BytesRef id : ids) {
            if (all.seekExact(id)) {
                postings = all.postings(postings, PostingsEnum.NONE);
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    found.add(doc);
                }
            }
        }
        return found;
    }
}
