/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.ObjectMapper;
import org.opensearch.index.query.QueryShardContext;

/** The fields that a clause names, in the mapping of an index. */
final class MappedFields {

    private MappedFields() {}

    /** Returns the field that a name or an alias stands for, or null where the index maps none. */
    static MappedFieldType find(String name, QueryShardContext context) {
        // Core looks at what stands before the first dot, and fails where a name has nothing but dots.
        return name.chars().allMatch(c -> c == '.') ? null : context.fieldMapper(name);
    }

    /**
     * Checks that the values of a field are the product's own. Those of nested objects are kept with documents beside it, so that
     * no product would seem to have any.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when they are not
     */
    static void checkOwn(String parameter, MappedFieldType type, QueryShardContext context) {
        for (String path = parent(type.name()); path.isEmpty() == false; path = parent(path)) {
            ObjectMapper object = context.getObjectMapper(path);
            if (object == null || object.nested().isNested() == false) {
                continue;
            }
            if (object.nested().isIncludeInRoot()) {
                return;
            }
            if (object.nested().isIncludeInParent() == false) {
                throw new IllegalArgumentException(
                        "[" + parameter + "] must be a field of the product itself, got [" + type.name()
                                + "], which lies in the nested objects [" + path
                                + "]: map them with [include_in_root]");
            }
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}
