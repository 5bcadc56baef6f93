/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import org.apache.lucene.search.TopDocs;

/**
 * What one shard found.
 *
 * @param hits by falling first-pass score, then by document
 * @param window the signals of the first of them
 */
public record ShardHits(TopDocs hits, ShardWindow window) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if the window tells of more documents than were found
     */
    public ShardHits {
        if (window.size() > hits.scoreDocs.length) {
            throw new IllegalArgumentException("a window of [" + window.size() + "] documents cannot be that of ["
                    + hits.scoreDocs.length + "] hits");
        }
    }
}
