/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.core.action.ActionListener;

/** Reads products as shards read candidates, so that both have the same vectors and values. */
public interface ProductSource {

    /**
     * Reads without holding the caller's thread.
     *
     * @param clause whose {@code vector_field}, {@code text_fields} and fields are read, of the products that its profile names
     */
    void read(DiversifyClause clause, ActionListener<FoundProducts> listener);
}
