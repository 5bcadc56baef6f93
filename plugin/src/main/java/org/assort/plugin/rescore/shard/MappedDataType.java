/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.Map;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.index.query.QueryShardContext;

/** Reads the {@code data_type} of a {@code knn_vector} field from the index's mapping, where k-NN's classes would know it. */
final class MappedDataType {

    private static final String DEFAULT = "float";

    private MappedDataType() {}

    /** Returns the field's {@code data_type}, {@code float} where the mapping names none. */
    static String of(String field, QueryShardContext context) {
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
        Object type = node.get("data_type");
        return type == null ? DEFAULT : type.toString();
    }

    private static Map<?, ?> child(Map<?, ?> parent, String name) {
        return parent.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }
}
