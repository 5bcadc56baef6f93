/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFieldVisitor;
import org.opensearch.common.collect.Tuple;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.SourceFieldMapper;

/** Hands on the stored fields of a document, {@code _source} without what is hidden in it. */
final class VisibleFieldVisitor extends StoredFieldVisitor {

    private final StoredFieldVisitor visitor;

    VisibleFieldVisitor(StoredFieldVisitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public Status needsField(FieldInfo field) throws IOException {
        return Rules.isVisible(field.getName()) ? visitor.needsField(field) : Status.NO;
    }

    @Override
    public void binaryField(FieldInfo field, byte[] value) throws IOException {
        visitor.binaryField(field, field.getName().equals(SourceFieldMapper.NAME) ? visible(value) : value);
    }

    private static byte[] visible(byte[] source) throws IOException {
        Tuple<? extends MediaType, Map<String, Object>> all =
                XContentHelper.convertToMap(new BytesArray(source), true, (MediaType) null);
        Map<String, Object> left =
                XContentMapValues.filter(all.v2(), new String[0], new String[] {Rules.HIDDEN_FIELDS});
        try (XContentBuilder builder = XContentBuilder.builder(all.v1().xContent())) {
            return BytesReference.toBytes(BytesReference.bytes(builder.map(left)));
        }
    }

    @Override
    public void stringField(FieldInfo field, String value) throws IOException {
        visitor.stringField(field, value);
    }

    @Override
    public void intField(FieldInfo field, int value) throws IOException {
        visitor.intField(field, value);
    }

    @Override
    public void longField(FieldInfo field, long value) throws IOException {
        visitor.longField(field, value);
    }

    @Override
    public void floatField(FieldInfo field, float value) throws IOException {
        visitor.floatField(field, value);
    }

    @Override
    public void doubleField(FieldInfo field, double value) throws IOException {
        visitor.doubleField(field, value);
    }
}
