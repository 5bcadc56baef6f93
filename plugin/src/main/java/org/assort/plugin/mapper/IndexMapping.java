/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.index.mapper.FieldAliasMapper;
import org.opensearch.index.mapper.ObjectMapper;

/** What the mapping of an index says, as every node of the cluster knows it. Costs the reading of the whole mapping. */
public final class IndexMapping {

    private final Map<?, ?> root;

    private IndexMapping(Map<?, ?> root) {
        this.root = root;
    }

    /** Reads the mapping of an index. */
    public static IndexMapping of(IndexMetadata index) {
        MappingMetadata mapping = index.mapping();
        return new IndexMapping(mapping == null ? Map.of() : mapping.sourceAsMap());
    }

    /** Returns what it says of a field, of an alias what it says of the field that the alias means. */
    public Optional<Map<?, ?>> field(String name) {
        Map<?, ?> found = find(root, name);
        if (found != null && FieldAliasMapper.CONTENT_TYPE.equals(found.get("type"))) {
            found = find(root, String.valueOf(found.get("path")));
        }
        return Optional.ofNullable(found);
    }

    /** Returns the type that it gives a name, that of an alias being {@code alias}; nothing where there is no field of that name. */
    public Optional<String> type(String name) {
        return Optional.ofNullable(find(root, name))
                .map(found ->
                        found.containsKey("type") ? String.valueOf(found.get("type")) : ObjectMapper.CONTENT_TYPE);
    }

    /** A name with dots leads into objects, or is that of one field. */
    private static Map<?, ?> find(Map<?, ?> parent, String name) {
        if (parent.get("properties") instanceof Map<?, ?> properties) {
            if (properties.get(name) instanceof Map<?, ?> found) {
                return found;
            }
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
                if (properties.get(name.substring(0, dot)) instanceof Map<?, ?> object) {
                    Map<?, ?> found = find(object, name.substring(dot + 1));
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** Returns what {@code _source} leaves out, in words of the mapping; empty where it keeps all. */
    public List<String> leftOutOfSource() {
        List<String> left = new ArrayList<>();
        if (root.get("_source") instanceof Map<?, ?> source) {
            if ("false".equals(String.valueOf(source.get("enabled")))) {
                left.add("*");
            }
            if (source.get("excludes") instanceof List<?> excludes) {
                excludes.forEach(pattern -> left.add(String.valueOf(pattern)));
            }
            if (source.get("includes") instanceof List<?> includes && includes.isEmpty() == false) {
                left.add("all but " + includes);
            }
        }
        return left;
    }
}
