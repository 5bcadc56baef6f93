/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assort.bench.Run;
import org.assort.bench.orders.GeneratedOrders;
import org.assort.bench.orders.Order;
import org.assort.bench.orders.Orders;

/** Orders that are mined. */
sealed interface OrderData {

    /** For the report. */
    String name();

    /** All of them. */
    Iterator<Order> all();

    /** Others like them, or the same, in random order and without an end. */
    Iterator<Order> drawn(Random random);

    /** Real ones. */
    record Real(Orders orders) implements OrderData {
        @Override
        public String name() {
            return orders.name();
        }

        @Override
        public Iterator<Order> all() {
            return orders.orders().iterator();
        }

        @Override
        public Iterator<Order> drawn(Random random) {
            List<Order> all = orders.orders();
            return Stream.generate(() -> all.get(random.nextInt(all.size()))).iterator();
        }
    }

    /** As many as are asked for. */
    record Generated(int count, long seed) implements OrderData {

        static final int PRODUCTS = 200_000;

        @Override
        public String name() {
            return count + " generated orders over " + PRODUCTS + " products";
        }

        @Override
        public Iterator<Order> all() {
            return orders(count, 0);
        }

        /** Later ones of the same shop. */
        @Override
        public Iterator<Order> drawn(Random random) {
            return orders(Long.MAX_VALUE, random.nextInt(1, Integer.MAX_VALUE));
        }

        /** The shop, and its orders from one of many streams on. */
        GeneratedOrders orders(long size, int stream) {
            return new GeneratedOrders(size, PRODUCTS, seed, stream);
        }
    }

    /** Those of the FIMI repository by name, where they are there. */
    static Optional<OrderData> baskets(Run run, String name) throws IOException {
        Path file = run.workplace().shared().resolve("data/baskets").resolve(name + ".dat.xz");
        return Files.exists(file) ? Optional.of(new Real(Orders.baskets(file))) : Optional.empty();
    }

    /** UCI Online Retail, where it is there. */
    static Optional<OrderData> onlineRetail(Run run) throws IOException {
        Path folder = run.workplace().shared().resolve("data/online-retail");
        return Files.exists(folder) ? Optional.of(new Real(Orders.read(folder))) : Optional.empty();
    }
}
