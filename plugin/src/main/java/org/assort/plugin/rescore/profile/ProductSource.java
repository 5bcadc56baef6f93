/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;

/** Reads products as shards read candidates, so that both have the same vectors and values. */
public interface ProductSource {

    /**
     * Reads without holding the caller's thread.
     *
     * @param clause whose {@code vector_field}, {@code text_fields} and fields are read
     * @param query finds the products
     */
    void read(DiversifyClause clause, QueryBuilder query, ActionListener<FoundProducts> listener);
}
