/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.orders.DocumentOrders;
import org.assort.bundles.orders.Items;
import org.assort.bundles.orders.KeywordItems;
import org.assort.bundles.orders.LineItemOrders;
import org.assort.bundles.orders.NumericItems;
import org.assort.bundles.orders.OrderLeaf;
import org.assort.bundles.orders.Orders;
import org.assort.bundles.orders.SamplingKeys;
import org.assort.plugin.rescore.shard.MappedFields;
import org.opensearch.index.fielddata.IndexOrdinalsFieldData;
import org.opensearch.index.mapper.KeywordFieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.SeqNoFieldMapper;
import org.opensearch.index.query.QueryShardContext;

/** Opens the fields of a shard's orders as the caller sees them: the readers are the search's own. */
final class ShardFields {

    private static final Set<String> WHOLE_NUMBERS = Set.of("long", "integer", "short", "byte");

    private final QueryShardContext context;
    private final List<OrderLeaf> leaves;
    private final MemoryAccount memory;
    private final Runnable check;

    /** @param leaves all segments of the shard */
    ShardFields(QueryShardContext context, List<OrderLeaf> leaves, MemoryAccount memory, Runnable check) {
        this.context = context;
        this.leaves = leaves;
        this.memory = memory;
        this.check = check;
    }

    /**
     * Returns the shard's orders; none where it does not know a field.
     *
     * @throws IllegalArgumentException (400) when a field cannot be counted by, or lines of an order may lie on other shards
     */
    Optional<Orders> orders(String field, String orderField) throws IOException {
        MappedFieldType items = MappedFields.find(field, context);
        if (items == null) {
            return Optional.empty();
        }
        MappedFields.checkOwn("orders.field", "order", items, context);
        if (orderField == null) {
            return Optional.of(new DocumentOrders(
                    leaves, items(items, "orders.field"), SamplingKeys.field(SeqNoFieldMapper.NAME), memory, check));
        }
        MappedFieldType orders = MappedFields.find(orderField, context);
        if (orders == null) {
            return Optional.empty();
        }
        MappedFields.checkOwn("orders.order_field", "line", orders, context);
        if (isKeyword(orders) == false) {
            throw refused("orders.order_field", orders, "a keyword field with doc values");
        }
        new LineRouting(context, orders.name()).check(leaves);
        return Optional.of(new LineItemOrders(leaves, items(items, "orders.field"), keywords(orders), memory, check));
    }

    private Items items(MappedFieldType field, String parameter) throws IOException {
        if (isKeyword(field)) {
            return keywords(field);
        }
        if (WHOLE_NUMBERS.contains(field.typeName()) && field.hasDocValues()) {
            return NumericItems.open(field.name(), leaves, memory);
        }
        throw refused(parameter, field, "a keyword or whole-number field with doc values");
    }

    private static boolean isKeyword(MappedFieldType field) {
        return KeywordFieldMapper.CONTENT_TYPE.equals(field.typeName()) && field.hasDocValues();
    }

    private IllegalArgumentException refused(String parameter, MappedFieldType field, String wanted) {
        String without = field.hasDocValues() ? "" : " without doc values";
        return new IllegalArgumentException("[" + parameter + "] must be " + wanted + ", got [" + field.name()
                + "] of type [" + field.typeName() + "]" + without + MappedFields.hint(field, context));
    }

    /** By the global ordinals that the node keeps for as long as the shard does not change. */
    private KeywordItems keywords(MappedFieldType field) throws IOException {
        IndexOrdinalsFieldData ordinals = context.getForField(field);
        DirectoryReader reader = (DirectoryReader) context.getIndexReader();
        List<LeafReaderContext> contexts = reader.leaves();
        var global = ordinals.loadGlobal(reader);
        return KeywordItems.open(
                field.name(), leaves, leaf -> global.load(contexts.get(leaf)).getOrdinalsValues());
    }
}
