/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import java.util.List;
import java.util.Locale;

/** What a field of a product is for. */
public enum Role {
    TITLE,
    BRAND,
    CATEGORY,
    PRICE,
    DESCRIPTION;

    /** The names under which catalogues keep it, the likeliest first. */
    List<String> names() {
        return switch (this) {
            case TITLE -> List.of("title", "product_title", "name", "product_name", "item_name", "headline");
            case BRAND ->
                List.of("brand", "brand_name", "product_brand", "supplier", "manufacturer", "vendor", "maker");
            case CATEGORY ->
                List.of(
                        "category",
                        "categories",
                        "category_name",
                        "product_category",
                        "product_type",
                        "attr_t_product_type",
                        "attr_t_type",
                        "department",
                        "type");
            case PRICE -> List.of("price", "sale_price", "sales_price", "unit_price", "list_price", "amount");
            case DESCRIPTION ->
                List.of(
                        "description",
                        "short_description",
                        "product_description",
                        "long_description",
                        "summary",
                        "text",
                        "body",
                        "bullet_points");
        };
    }

    /** The option of the command line that settles it, without dashes. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
