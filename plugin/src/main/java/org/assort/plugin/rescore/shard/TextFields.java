/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assort.plugin.model.ProductText;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.SourceFieldMapper;
import org.opensearch.index.mapper.TextFieldMapper;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.lookup.SourceLookup;

/** The fields of a product that are embedded, and their text. */
final class TextFields {

    private final List<String> paths;

    private TextFields(List<String> paths) {
        this.paths = paths;
    }

    /**
     * Returns the clause's {@code text_fields}; where it names none and no {@code vector_field}, all mapped text fields in
     * the order of their names, up to {@link DiversifyClause#MAX_TEXT_FIELDS}; else none.
     *
     * @throws IllegalArgumentException (400) when a named field is not mapped, or the index keeps no {@code _source}
     */
    static TextFields of(DiversifyClause clause, QueryShardContext context) {
        List<String> names = clause.textFields();
        if (names.isEmpty() && clause.vectorField() == null) {
            names = mapped(context);
        }
        Set<String> paths = new LinkedHashSet<>();
        for (String name : names) {
            // An alias, a sub-field or what is copied to lies under another name in _source.
            paths.addAll(new TreeSet<>(context.sourcePath(find(name, context).name())));
        }
        if (names.isEmpty() == false && keepsSource(context) == false) {
            throw new IllegalArgumentException("[text_fields] are read from _source, which index ["
                    + context.index().getName() + "] does not keep");
        }
        return new TextFields(List.copyOf(paths));
    }

    /**
     * Checks what a clause names, whether or not there is anything to embed.
     *
     * @throws IllegalArgumentException (400) when a named field is not mapped
     */
    static void check(DiversifyClause clause, QueryShardContext context) {
        clause.textFields().forEach(name -> find(name, context));
    }

    private static MappedFieldType find(String name, QueryShardContext context) {
        MappedFieldType type = MappedFields.find(name, context);
        if (type == null) {
            throw new IllegalArgumentException("[text_fields] must name mapped fields, got [" + name
                    + "], which is not mapped in index [" + context.index().getName() + "]");
        }
        return type;
    }

    private static boolean keepsSource(QueryShardContext context) {
        SourceFieldMapper source = context.getMapperService().documentMapper().metadataMapper(SourceFieldMapper.class);
        return source != null && (source.enabled() || context.getIndexSettings().isDerivedSourceEnabled());
    }

    private static List<String> mapped(QueryShardContext context) {
        List<String> names = new ArrayList<>();
        for (MappedFieldType type : context.getMapperService().fieldTypes()) {
            // A sub-field repeats the text of the field that it belongs to.
            boolean own = context.sourcePath(type.name()).equals(Set.of(type.name()));
            if (TextFieldMapper.CONTENT_TYPE.equals(type.typeName()) && own) {
                names.add(type.name());
            }
        }
        return names.stream().sorted().limit(DiversifyClause.MAX_TEXT_FIELDS).toList();
    }

    /** Returns where the text lies in {@code _source}, in order. */
    List<String> paths() {
        return paths;
    }

    /**
     * Returns the values, in the order of the fields, as one text; empty when the document has none.
     *
     * @param most characters, behind which the rest is left out
     */
    String text(SourceLookup source, int most) {
        return ProductText.of(paths, source::extractRawValues, most);
    }
}
