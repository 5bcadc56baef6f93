/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import org.opensearch.index.mapper.KeywordFieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.ObjectMapper;
import org.opensearch.index.query.QueryShardContext;

/** The fields that a clause names, in the mapping of an index. */
public final class MappedFields {

    private MappedFields() {}

    /** Returns the field that a name or an alias stands for, or null where the index maps none. */
    public static MappedFieldType find(String name, QueryShardContext context) {
        // Core looks at what stands before the first dot, and fails where a name has nothing but dots.
        return name.chars().allMatch(c -> c == '.') ? null : context.fieldMapper(name);
    }

    /** Returns a hint at the keywords that a text field has below it, as dynamic mapping gives it one; empty where it has none. */
    public static String hint(MappedFieldType type, QueryShardContext context) {
        return context.simpleMatchToIndexNames(type.name() + ".*").stream()
                .sorted()
                .map(context::fieldMapper)
                .filter(below -> below != null
                        && isSeen(below.name(), context)
                        && KeywordFieldMapper.CONTENT_TYPE.equals(below.typeName())
                        && below.hasDocValues())
                .findFirst()
                .map(below -> "; [" + below.name() + "] is one")
                .orElse("");
    }

    /** Whether a document has the field, as far as the caller may know. */
    private static boolean isSeen(String field, QueryShardContext context) {
        return context.getIndexReader() != null
                && context.getIndexReader().leaves().stream()
                        .anyMatch(leaf -> leaf.reader().getFieldInfos().fieldInfo(field) != null);
    }

    /**
     * Checks that the values of a field are the product's own. Those of nested objects are kept with documents beside it, so that
     * no product would seem to have any.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when they are not
     */
    public static void checkOwn(String parameter, MappedFieldType type, QueryShardContext context) {
        checkOwn(parameter, "product", type, context);
    }

    /**
     * The same of another document.
     *
     * @param whole what a document is
     */
    public static void checkOwn(String parameter, String whole, MappedFieldType type, QueryShardContext context) {
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
                        "[" + parameter + "] must be a field of the " + whole + " itself, got [" + type.name()
                                + "], which lies in the nested objects [" + path
                                + "]: map them with [include_in_root]");
            }
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}
