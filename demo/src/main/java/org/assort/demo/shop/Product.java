/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/**
 * A product of the sample shop.
 *
 * @param stock pieces on hand, 0 when sold out
 * @param salesLast30Days pieces
 * @param rating stars from 1 to 5; null where nobody rated it
 * @param label {@code new}, {@code sale} or {@code refurbished}; null for none
 * @param family shared by the variants of one product
 */
public record Product(
        String id,
        String title,
        String brand,
        String seller,
        String category,
        double price,
        int stock,
        String description,
        LocalDate launchDate,
        int salesLast30Days,
        Double rating,
        String label,
        String family) {

    /** The document as it is indexed. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("shop", SampleShop.NAME)
                .put("id", id)
                .put("title", title)
                .put("brand", brand)
                .put("seller", seller)
                .put("category", category)
                .put("price", price)
                .put("stock", stock)
                .put("description", description)
                .put("launch_date", launchDate.toString())
                .put("sales_last_30d", salesLast30Days);
        if (rating != null) {
            json.put("rating", rating);
        }
        if (label != null) {
            json.put("label", label);
        }
        return json.put("family", family);
    }
}
