/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;

/**
 * An order of the sample shop.
 *
 * @param items ids of distinct products
 */
public record Order(String id, LocalDate date, String customerId, List<String> items) {

    /** The document as it is indexed. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("shop", SampleShop.NAME)
                .put("order_id", id)
                .put("date", date.toString())
                .put("customer_id", customerId);
        ArrayNode array = json.putArray("items");
        items.forEach(array::add);
        return json;
    }
}
