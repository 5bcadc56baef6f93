/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.index.query.QueryShardContext;

/**
 * Reads the {@code dimension} of a {@code knn_vector} field from the index's mapping, where k-NN's classes would know it. It
 * tells from the length of what is stored whether that is floats, bytes or bits; the mapping's {@code data_type} does not, as
 * k-NN leaves it out where {@code index.knn} is false.
 */
final class MappedDimension {

    private MappedDimension() {}

    /** Returns the field's {@code dimension}, 0 where the mapping names none. */
    static int of(String field, QueryShardContext context) {
        Map<?, ?> node = XContentHelper.convertToMap(
                        context.getMapperService()
                                .documentMapper()
                                .mappingSource()
                                .uncompressed(),
                        false,
                        MediaTypeRegistry.JSON)
                .v2();
        node = child(node, "_doc");
        for (String name : field.split("\\.", -1)) {
            node = child(child(node, "properties"), name);
        }
        return node.get("dimension") instanceof Number dimension ? dimension.intValue() : 0;
    }

    private static Map<?, ?> child(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }
}
