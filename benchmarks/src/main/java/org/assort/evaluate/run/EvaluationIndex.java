/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assort.bench.shop.ShopIndex;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.evaluate.data.Item;

/** The index that templates search: title and description as text, attributes as keywords, one shard. */
public final class EvaluationIndex {

    private static final String NAME = "products";

    private EvaluationIndex() {}

    /** Makes it. */
    public static ShopIndex fill(Http http, List<Item> items, float[][] vectors) throws IOException {
        Set<String> attributes = new TreeSet<>();
        items.forEach(item -> attributes.addAll(item.attributes().keySet()));
        ObjectNode fields = Http.JSON.createObjectNode();
        fields.putObject("title").put("type", "text");
        fields.putObject("description").put("type", "text");
        fields.putObject(ShopIndex.NUMBER).put("type", "integer");
        attributes.forEach(name -> fields.putObject(name).put("type", "keyword"));
        return new ShopIndex(http, NAME).fill(fields, i -> document(items.get(i), i), vectors, 1, Map.of());
    }

    private static Bulk.Document document(Item item, int number) {
        ObjectNode source = Http.JSON.createObjectNode();
        source.put("title", item.product().title())
                .put("description", item.product().description())
                .put(ShopIndex.NUMBER, number + 1);
        item.attributes().forEach((name, values) -> {
            ArrayNode array = source.putArray(name);
            values.forEach(array::add);
        });
        return new Bulk.Document(item.product().id(), source);
    }
}
