/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import org.assort.plugin.bundle.clause.AnchorsClause;
import org.assort.plugin.rescore.shard.MappedFields;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/** Checks that an index of products can tell the anchors that are asked for. */
final class AnchorMapping {

    private AnchorMapping() {}

    /**
     * Checks a product search.
     *
     * @param anchors has a field; one that the index does not map is no mistake, as others that are searched with it may
     * @throws IllegalArgumentException (400) naming what is allowed
     */
    static void check(AnchorsClause anchors, QueryShardContext context) {
        int most = context.getIndexSettings().getMaxResultWindow();
        if (anchors.size() > most) {
            throw new IllegalArgumentException("[anchors.size] must be at most [index.max_result_window] of index ["
                    + context.index().getName() + "], which is [" + most + "], got [" + anchors.size() + "]");
        }
        MappedFieldType type = MappedFields.find(anchors.field(), context);
        if (type == null || IdFieldMapper.NAME.equals(anchors.field())) {
            return;
        }
        if (type.hasDocValues() == false) {
            throw new IllegalArgumentException("[anchors.field] must be [_id] or a field with doc values, got ["
                    + anchors.field() + "] of type [" + type.typeName() + "] without"
                    + MappedFields.hint(type, context));
        }
        MappedFields.checkOwn("anchors.field", type, context);
    }
}
