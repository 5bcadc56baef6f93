/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.fielddata.IndexNumericFieldData;
import org.opensearch.index.fielddata.IndexOrdinalsFieldData;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/** Checks the fields of a clause whose values are read from doc values. */
final class ValueField {

    private ValueField() {}

    /**
     * Checks that an index maps a field as a number or keyword with doc values.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when it does not
     */
    static void check(String parameter, String field, QueryShardContext context) {
        check(parameter, field, "a number or keyword field with doc values", context, false);
    }

    /**
     * Checks that an index maps a field as a number with doc values.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when it does not
     */
    static void checkNumber(String parameter, String field, QueryShardContext context) {
        check(parameter, field, "a number field with doc values", context, true);
    }

    private static void check(
            String parameter, String field, String allowed, QueryShardContext context, boolean number) {
        MappedFieldType type = MappedFields.find(field, context);
        if (type == null) {
            throw new IllegalArgumentException("[" + parameter + "] must be " + allowed + ", got [" + field
                    + "], which is not mapped in index [" + context.index().getName() + "]");
        }
        if (type.hasDocValues() == false
                || type.isAggregatable() == false
                || holds(context.getForField(type), number) == false) {
            throw new IllegalArgumentException("[" + parameter + "] must be " + allowed + ", got [" + field
                    + "] of type [" + type.typeName() + "]");
        }
        MappedFields.checkOwn(parameter, type, context);
    }

    // Vectors and binary values have doc values too, but none that could be counted or ordered.
    private static boolean holds(IndexFieldData<?> data, boolean number) {
        return data instanceof IndexNumericFieldData || (number == false && data instanceof IndexOrdinalsFieldData);
    }
}
