/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.assort.demo.shop.SampleShop;

/**
 * What people bought.
 *
 * @param name for the report
 * @param orders by date, then by id
 * @param origin what tells them from all others: the digest of a file, or the seed of what was made up
 */
public record Orders(String name, List<Order> orders, String origin) {

    /** UCI Online Retail up to September 2011. */
    private static final String ONLINE_RETAIL =
            "SHA-256 e926f29e19b5272d8753ca6b51559f287699f41883739c68ebbaf55078eaa9ba";

    public Orders {
        orders = List.copyOf(orders);
    }

    /**
     * Those of a folder's only {@code .csv} or {@code .csv.xz}.
     *
     * @throws IOException in words for the user, where the file is missing or wrong
     */
    public static Orders read(Path folder) throws IOException {
        return OrdersFile.read(folder);
    }

    /** Those of a file of the FIMI repository, {@code .dat.xz}. */
    public static Orders baskets(Path file) throws IOException {
        return BasketsFile.read(file);
    }

    /** Those of the sample shop, which are made up. */
    public static Orders sample() {
        List<Order> orders = SampleShop.generate(SampleShop.SEED).orders().stream()
                .map(order -> new Order(order.id(), order.date().toString(), new LinkedHashSet<>(order.items())))
                .toList();
        return new Orders(SampleShop.NAME + ", " + orders.size() + " orders", orders, "seed " + SampleShop.SEED);
    }

    /** Whether these are the orders that the project's claims are about. */
    public boolean areOnlineRetail() {
        return origin.equals(ONLINE_RETAIL);
    }
}
