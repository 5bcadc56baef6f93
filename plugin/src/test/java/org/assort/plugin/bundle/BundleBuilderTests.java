/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.ByteStrings;
import org.assort.plugin.bundle.clause.BundleClause;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.SearchModule;
import org.opensearch.search.aggregations.AggregationBuilders;
import org.opensearch.test.OpenSearchTestCase;

public class BundleBuilderTests extends OpenSearchTestCase {

    private final SearchModule search = new SearchModule(Settings.EMPTY, List.of());

    @Override
    protected NamedXContentRegistry xContentRegistry() {
        return new NamedXContentRegistry(search.getNamedXContents());
    }

    private BundleBuilder parse(String json) throws IOException {
        try (XContentParser parser = createParser(JsonXContent.jsonXContent, json.replace('\'', '"'))) {
            parser.nextToken();
            return BundleBuilder.parse(parser, "b");
        }
    }

    public void testWireKeepsEveryField() throws IOException {
        NamedWriteableRegistry registry = new NamedWriteableRegistry(search.getNamedWriteables());
        for (int i = 0; i < 200; i++) {
            BundleBuilder builder = new BundleBuilder("b", BundleClauses.random());
            BytesStreamOutput out = new BytesStreamOutput();
            builder.writeTo(out);
            try (StreamInput in = new NamedWriteableAwareStreamInput(out.bytes().streamInput(), registry)) {
                BundleBuilder read = new BundleBuilder(in);
                assertEquals(builder, read);
                assertEquals(builder.hashCode(), read.hashCode());
                assertEquals("everything was read", 0, in.available());
            }
        }
    }

    public void testEqualsSeesEveryField() {
        for (int i = 0; i < 50; i++) {
            BundleClause clause = BundleClauses.random();
            for (BundleClause mutation : BundleClauses.mutations(clause)) {
                assertNotEquals(new BundleBuilder("b", clause), new BundleBuilder("b", mutation));
            }
            assertNotEquals(new BundleBuilder("b", clause), new BundleBuilder("c", clause));
        }
    }

    public void testJsonKeepsEveryField() throws IOException {
        for (int i = 0; i < 200; i++) {
            BundleClause clause = BundleClauses.random();
            XContentBuilder json = JsonXContent.contentBuilder().startObject();
            clause.toXContent(json, ToXContent.EMPTY_PARAMS);
            json.endObject();
            assertEquals(clause, parse(json.toString()).clause());
        }
    }

    public void testDefaults() throws IOException {
        BundleClause clause = parse("{'orders': {'field': 'items'}}").clause();
        assertEquals(20, clause.anchors().size());
        assertEquals(10, clause.ranking().size());
        assertEquals(2, clause.mining().minSize());
        assertEquals(4, clause.mining().maxSize());
        assertEquals(5, clause.mining().minDocCount());
        assertEquals(32, clause.mining().partners());
        assertEquals(200_000, clause.mining().maxBaskets());
        assertNull(clause.items());
        assertEquals("_id", clause.itemField());
        assertTrue(clause.minesDirectly());
        clause = parse(
                        "{'anchors': {'field': 'sku'}, 'orders': {'index': 'o', 'field': 'items'}, 'price': {'field': 'p'}}")
                .clause();
        assertEquals("sku", clause.itemField());
        assertFalse(clause.minesDirectly());
        assertNotNull("prices are looked up", clause.items());
    }

    /** Each line: what is sent, and all that the answer has to name. */
    public void testWhatIsWrongIsNamed() {
        assertWrong("{}", "[orders] must say where an order's items are, got none");
        assertWrong("{'orders': {}}", "[orders.field] must name the field of an order's items, got none");
        assertWrong("{'orders': 7}", "[orders] must be an object, got [7]");
        assertWrong("{'orders': {'field': 7}}", "[orders.field] must be a string, got [7]");
        assertWrong("{'orders': {'field': 'i', 'filter': []}}", "[orders.filter] must be a query, got [an array]");
        assertWrong("{'orders': {'field': 'i', 'index': 'o'}}", "[orders.index] needs an [anchors.field]");
        assertWrong("{'anchors': {'field': 'i'}, 'orders': {'field': 'i'}}", "[orders.index] must name the orders");
        assertWrong(
                "{'anchors': {'field': 'i'}, 'orders': {'index': ',', 'field': 'i'}}",
                "[orders.index] must name indices by commas, got [,]");
        assertWrong(orders("'items': {'index': 'a, '}"), "[items.index] must name indices by commas, got [a, ]");
        assertWrong("{'anchors': {'size': 0}}", "[anchors.size] must be in [1, 500], got [0]");
        assertWrong("{'anchors': {'field': 'i', 'include': ['a']}}", "[anchors.include] must not be given beside");
        assertWrong("{'anchors': {'include': ['a', 'a']}}", "[anchors.include] must name each item once, got [a, a]");
        assertWrong(orders("'size': 101"), "[size] must be in [1, 100], got [101]");
        assertWrong(orders("'set_size': {'min': 1}"), "[set_size.min] must be in [2, 4], got [1]");
        assertWrong(orders("'set_size': {'least': 1}"), "[set_size] may have the fields [min, max], got [least]");
        assertWrong(
                orders("'score': {'association': -1}"), "[score.association] must be a finite number of at least 0");
        assertWrong(
                orders("'score': {'association': 0, 'relevance': 0, 'coverage': 0}"),
                "[score] must have a weight above 0, got [0] for each");
        assertWrong(
                orders("'score': {'association': 1e308, 'relevance': 1e308}"),
                "[score] must have weights with a finite sum, got [1.0E308], [1.0E308] and [0.3]");
        assertWrong(orders("'price': {'max_total': 7}"), "[price] must name its [field], got none");
        assertWrong(orders("'category': {'same_leaf_penalty': 0.1}"), "[category] must name its [field], got none");
        assertWrong(orders("'cold_start': {}"), "[cold_start] must name its [vector_field], got none");
        assertWrong("{'orders': {'field': 'i*'}}", "[orders.field] must name one field, got [i*]");
        assertWrong(
                "{'orders': {'field': 'i', 'order_field': '.'}}", "[orders.order_field] must name one field, got [.]");
        assertWrong("{'anchors': {'field': 'product_*'}}", "[anchors.field] must name one field, got [product_*]");
        assertWrong(orders("'items': {'field': '..'}"), "[items.field] must name one field, got [..]");
        assertWrong(orders("'price': {'field': 'pri*'}"), "[price.field] must name one field, got [pri*]");
        assertWrong(orders("'category': {'field': '*'}"), "[category.field] must name one field, got [*]");
        assertWrong(
                orders("'cold_start': {'vector_field': 'v*'}"),
                "[cold_start.vector_field] must name one field, got [v*]");
        assertWrong(
                orders("'items': {'_source': [['a']]}"), "[items._source] must be true, false, a pattern, an array");
        assertWrong(orders("'items': {'_source': 7}"), "[items._source] must be true, false, a pattern, an array");
        assertWrong(orders("'price': {'field': 'p'}"), "[items.index] must name the products of the searched orders");
        assertWrong(orders("'partners': 65"), "[partners] must be in [1, 64], got [65]");
        assertWrong(orders("'max_baskets': 0"), "[max_baskets] must be at least 1, got [0]");
        assertWrong(
                orders("'partners': 64, 'anchors': {'size': 500}"),
                "[anchors], [partners] and [set_size.max] must not ask a shard for more than [33554432] bytes");
        assertWrong(
                orders("'anchors': {'size': 400}, 'items': {'index': 'p'}"),
                "[anchors.size] times [partners] must not ask for more than [10000] items, got [13200]");
    }

    public void testAByteStringIsNoValueOfAnyField() throws IOException {
        ByteStrings.assertRefused(
                List.of(
                        "anchors",
                        "orders",
                        "items",
                        "set_size",
                        "size",
                        "min_doc_count",
                        "score",
                        "category",
                        "price",
                        "cold_start",
                        "max_baskets",
                        "max_basket_size",
                        "partners"),
                this::createParser,
                parser -> BundleBuilder.parse(parser, "b"));
    }

    private static String orders(String more) {
        return "{'orders': {'field': 'i'}, " + more + "}";
    }

    private void assertWrong(String json, String message) {
        ParsingException e = expectThrows(ParsingException.class, () -> parse(json));
        assertTrue(json + " -> " + e.getMessage(), e.getMessage().contains(message));
    }

    public void testSubAggregationsAreRefused() {
        BundleBuilder builder = new BundleBuilder("b", BundleClauses.random());
        IllegalArgumentException e = expectThrows(
                IllegalArgumentException.class, () -> builder.subAggregation(AggregationBuilders.max("m")));
        assertTrue(e.getMessage(), e.getMessage().contains("[bundle] cannot have sub-aggregations"));
    }
}
