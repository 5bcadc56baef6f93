/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.Arrays;
import java.util.List;
import org.assort.plugin.rescore.profile.FoundProduct;
import org.assort.plugin.rescore.profile.FoundProducts;

/** Gathers a shopper's products from windows that were read for their own sake. */
public final class ProductWindows {

    private ProductWindows() {}

    /**
     * Returns the products by what they are called.
     *
     * @param windows whose last column says which product a document is, behind those of the clause's fields
     */
    public static FoundProducts merged(List<ShardWindow> windows) {
        FoundProducts products = new FoundProducts();
        for (ShardWindow window : windows) {
            List<FieldColumn> columns = window.fields().columns();
            FieldColumn ids = columns.getLast();
            if (window.comparable()) {
                products.vectorsRead();
            }
            for (int row = 0; row < window.size(); row++) {
                int at = row;
                List<List<String>> values = columns.subList(0, columns.size() - 1).stream()
                        .map(column -> values(column, at))
                        .toList();
                FoundProduct product = new FoundProduct(window.vectors().codes(row), values);
                values(ids, row).forEach(id -> products.add(id, product));
            }
        }
        return products;
    }

    private static List<String> values(FieldColumn column, int row) {
        return Arrays.stream(column.rows()[row])
                .mapToObj(column.values()::get)
                .distinct()
                .sorted()
                .toList();
    }
}
