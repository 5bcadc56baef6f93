/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.shard;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.rescore.choice.FieldColumn;
import org.assort.plugin.rescore.clause.FieldSpec;
import org.opensearch.OpenSearchParseException;
import org.opensearch.index.analysis.NamedAnalyzer;
import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.fielddata.IndexNumericFieldData;
import org.opensearch.index.fielddata.IndexNumericFieldData.NumericType;
import org.opensearch.index.fielddata.SortedBinaryDocValues;
import org.opensearch.index.fielddata.SortedNumericDoubleValues;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.DocValueFormat;

/**
 * Reads the values of a field that a clause counts: keywords as they are, numbers, dates and truth values as their field
 * writes them, or by range. Where the reader shows no such field, because no document of the segment has it or because the
 * caller may not see it, there is no value.
 */
final class FieldReader {

    /** More values of one document than any product has. */
    private static final int MAX_VALUES = 100;

    /** A type of core's module of more mappings. */
    private static final String SCALED = "scaled_float";

    /** As many as a double surely keeps. */
    private static final MathContext DIGITS = new MathContext(15);

    private final FieldSpec spec;
    private final MappedFieldType type;
    private final IndexFieldData<?> data;
    private final DocValueFormat format;

    /**
     * @param spec of a field that was checked
     */
    FieldReader(FieldSpec spec, QueryShardContext context) {
        this.spec = spec;
        this.type = context.fieldMapper(spec.name());
        this.data = context.getForField(type);
        this.format = type.docValueFormat(null, null);
    }

    /**
     * Checks that an index maps a field as one whose values can be counted.
     *
     * @param parameter of the clause that names the field
     * @throws IllegalArgumentException (400) when it does not
     */
    static void check(String parameter, FieldSpec spec, QueryShardContext context) {
        if (spec.ranges().isEmpty()) {
            ValueField.check(parameter, spec.name(), context);
        } else {
            ValueField.checkNumber(parameter, spec.name(), context);
        }
    }

    /**
     * Checks that a value which the clause names is one that the field could have, written as the field writes it: spelled
     * otherwise no product would have it, and a bound on it would be none.
     *
     * @param parameter of the clause that names the value
     * @throws IllegalArgumentException (400) when it is not
     */
    static void checkValue(String parameter, FieldSpec spec, String value, QueryShardContext context) {
        FieldReader reader = new FieldReader(spec, context);
        String field = "field [" + spec.name() + "] of type [" + reader.type.typeName() + "]";
        String written;
        try {
            written = reader.written(value);
        } catch (IllegalArgumentException | OpenSearchParseException e) {
            throw new IllegalArgumentException(
                    "[" + parameter + "] must be a value of " + field + ", got [" + value + "]", e);
        }
        if (written.equals(value) == false) {
            throw new IllegalArgumentException("[" + parameter + "] must be written as " + field
                    + " writes it, which is [" + written + "], got [" + value + "]");
        }
    }

    private String written(String value) {
        if (data instanceof IndexNumericFieldData numeric) {
            NumericType number = numeric.getNumericType();
            if (number.isFloatingPoint() == false) {
                return format.format(format.parseLong(value, false, System::currentTimeMillis))
                        .toString();
            }
            double parsed = format.parseDouble(value, false, System::currentTimeMillis);
            return text(
                    number == NumericType.HALF_FLOAT
                            ? Float.float16ToFloat(Float.floatToFloat16((float) parsed))
                            : parsed);
        }
        // A keyword may have a normalizer.
        NamedAnalyzer analyzer = type.indexAnalyzer();
        String normal = analyzer == null
                ? value
                : analyzer.normalize(type.name(), value).utf8ToString();
        return format(format.parseBytesRef(normal));
    }

    /** Reads the values of a window. */
    FieldColumn read(WindowDocs docs) throws IOException {
        FieldColumn.Builder column = new FieldColumn.Builder(docs.size());
        docs.forEach(leaf -> reader(leaf, column));
        return column.build();
    }

    private WindowDocs.Leaf reader(LeafReaderContext leaf, FieldColumn.Builder column) {
        if (data instanceof IndexNumericFieldData numeric) {
            return spec.ranges().isEmpty() && numeric.getNumericType().isFloatingPoint() == false
                    ? whole(numeric.load(leaf).getLongValues(), column)
                    : fractions(numeric.load(leaf).getDoubleValues(), column);
        }
        SortedBinaryDocValues values = data.load(leaf).getBytesValues();
        return values(values::advanceExact, values::docValueCount, () -> format(values.nextValue()), column);
    }

    private WindowDocs.Leaf whole(SortedNumericDocValues values, FieldColumn.Builder column) {
        return values(
                values::advanceExact,
                values::docValueCount,
                () -> format.format(values.nextValue()).toString(),
                column);
    }

    private WindowDocs.Leaf fractions(SortedNumericDoubleValues values, FieldColumn.Builder column) {
        return values(
                values::advanceExact,
                values::docValueCount,
                spec.ranges().isEmpty()
                        ? () -> text(values.nextValue())
                        : () -> spec.range(decimal(values.nextValue())),
                column);
    }

    private String text(double value) {
        return DocValueFormat.RAW.equals(format)
                ? FieldSpec.text(decimal(value))
                : format.format(value).toString();
    }

    // As it is written, not as the double that is nearest to a half or single float, or that core makes of a scaled
    // one: 41 tenths are 4.1000000000000005 to it.
    private double decimal(double value) {
        NumericType number = ((IndexNumericFieldData) data).getNumericType();
        if (number == NumericType.FLOAT || number == NumericType.HALF_FLOAT) {
            return Double.parseDouble(Float.toString((float) value));
        }
        return SCALED.equals(type.typeName()) ? new BigDecimal(value, DIGITS).doubleValue() : value;
    }

    private String format(BytesRef value) {
        return format.format(value).toString();
    }

    /** Goes on to a document; false where it has no value. */
    private interface Advance {
        boolean to(int document) throws IOException;
    }

    /** Gives the next value of a document. */
    private interface Next {
        String value() throws IOException;
    }

    private WindowDocs.Leaf values(Advance advance, IntSupplier count, Next next, FieldColumn.Builder column) {
        return (row, document) -> {
            if (advance.to(document)) {
                set(column, row, count.getAsInt(), next);
            }
        };
    }

    private void set(FieldColumn.Builder column, int row, int count, Next next) throws IOException {
        if (count > MAX_VALUES) {
            throw new IllegalArgumentException("[diversify] can count up to " + MAX_VALUES
                    + " values of a product, got [" + count + "] in field [" + spec.name() + "]");
        }
        List<String> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            found.add(next.value());
        }
        column.set(row, found);
    }
}
