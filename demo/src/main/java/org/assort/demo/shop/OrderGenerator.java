/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.demo.shop.Vocabulary.Category;

/**
 * Writes the orders of a year. Each begins with one product, drawn by how well it sells; its category's complements
 * join it, mostly from two families that buyers of its family prefer; then come things that have nothing to do with it,
 * and a carrier bag. Variants of a family are substitutes: an order holds one of them at most.
 */
final class OrderGenerator {

    private static final int CUSTOMERS = 6_000;
    private static final int DAYS = 365;
    private static final int PREFERRED = 2;
    private static final double FROM_PREFERRED = 0.8;
    private static final double UNRELATED = 0.3;
    private static final double FILLER = 0.3;

    private final List<SampleShop.Family> families;
    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final Map<String, List<SampleShop.Family>> shelves = new LinkedHashMap<>();
    private final Map<String, List<SampleShop.Family>> preferred = new LinkedHashMap<>();
    private final List<String> fillers = new ArrayList<>();
    private final Chance chance;
    private final Chance.Wheel bestSellers;
    private final Chance.Wheel customers;

    OrderGenerator(List<Category> categories, List<SampleShop.Family> families, long seed) {
        this.chance = new Chance(seed * 31 + 7);
        this.families = families;
        categories.forEach(category -> this.categories.put(category.name(), category));
        double[] sales = new double[families.size()];
        for (int i = 0; i < sales.length; i++) {
            SampleShop.Family family = families.get(i);
            Category category = this.categories.get(family.category());
            shelves.computeIfAbsent(family.category(), name -> new ArrayList<>())
                    .add(family);
            if (category.filler()) {
                family.products().forEach(product -> fillers.add(product.id()));
            }
            sales[i] = category.filler() ? 0 : family.weight();
        }
        this.bestSellers = chance.wheel(sales);
        this.customers = chance.wheel(Chance.zipf(CUSTOMERS, 0.6));
        families.forEach(this::choosePreferred);
    }

    private void choosePreferred(SampleShop.Family family) {
        for (String other : categories.get(family.category()).with().keySet()) {
            preferred.put(family.id() + other, chance.some(shelves.get(other), PREFERRED));
        }
    }

    List<Order> orders(int count) {
        List<Order> orders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LocalDate date = SampleShop.TODAY.minusDays(DAYS - 1 - (long) i * DAYS / count);
            String customer = "C" + (10_000 + customers.spin());
            orders.add(new Order("O" + (100_000 + i), date, customer, basket()));
        }
        return orders;
    }

    private List<String> basket() {
        Set<String> taken = new LinkedHashSet<>();
        List<String> items = new ArrayList<>();
        SampleShop.Family first = families.get(bestSellers.spin());
        add(first, taken, items);
        categories.get(first.category()).with().forEach((other, share) -> {
            if (chance.happens(share)) {
                boolean usual = chance.happens(FROM_PREFERRED);
                add(usual ? chance.of(preferred.get(first.id() + other)) : onShelf(other), taken, items);
            }
        });
        while (chance.happens(UNRELATED)) {
            add(families.get(bestSellers.spin()), taken, items);
        }
        if (chance.happens(FILLER)) {
            items.add(chance.skewed(fillers));
        }
        return List.copyOf(items);
    }

    private SampleShop.Family onShelf(String category) {
        return chance.of(shelves.get(category));
    }

    private void add(SampleShop.Family family, Set<String> taken, List<String> items) {
        if (taken.add(family.id())) {
            items.add(chance.skewed(family.products()).id());
        }
    }
}
