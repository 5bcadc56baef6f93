/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.orders;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;

/**
 * Made-up orders, one after the other, so that no more than one of them has to be held. How well products sell falls off by
 * Zipf's law; an order begins with one product, and each that joins it is one of four that belong to a product which is in it
 * already, or, more often, any by how well it sells. An order has six draws on average, at most sixty, and a product once. To be
 * used by one thread.
 */
public final class GeneratedOrders implements Iterator<Order> {

    /** The weight of the product of rank r, from 1 on, is r to the power of −0.8: the best seller is in a tenth of the orders. */
    private static final double EXPONENT = 0.8;

    private static final double ANOTHER = 5.0 / 6;
    private static final int MOST_DRAWS = 60;

    /** How many belong to each product. */
    private static final int PARTNERS = 4;

    private static final double OF_PARTNERS = 0.35;

    private final long count;
    private final int products;
    private final Random random;
    /** By rank the number that is its id, so that ids tell nothing of how well products sell. */
    private final int[] numbers;
    /** By rank the ranks of its partners, one product's after the other's. */
    private final int[] partners;

    private long made;

    /**
     * Nothing is made yet.
     *
     * @param count of orders
     * @param products that there are, at least 2
     * @param seed of the shop: its products, and what belongs to what
     * @param stream of its orders: the same for the same seed and stream
     */
    public GeneratedOrders(long count, int products, long seed, int stream) {
        this.count = count;
        this.products = products;
        this.random = new Random(seed * 31 + stream);
        Random shop = new Random(seed);
        this.numbers = new int[products];
        for (int i = 0; i < products; i++) {
            int j = shop.nextInt(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        this.partners = new int[products * PARTNERS];
        for (int i = 0; i < partners.length; i++) {
            // They sell about as well: what belongs to a rare product is not what everybody buys anyway.
            int rank = i / PARTNERS;
            partners[i] = shop.nextInt((int) Math.min(products, 10L * (rank + 10)));
        }
    }

    @Override
    public boolean hasNext() {
        return made < count;
    }

    @Override
    public Order next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + count + " orders were made");
        }
        int[] ranks = new int[MOST_DRAWS];
        ranks[0] = popular();
        int size = 1;
        while (size < MOST_DRAWS && random.nextDouble() < ANOTHER) {
            ranks[size] = random.nextDouble() < OF_PARTNERS
                    ? partners[ranks[random.nextInt(size)] * PARTNERS + random.nextInt(PARTNERS)]
                    : popular();
            size++;
        }
        Set<String> items = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            items.add(item(ranks[i]));
        }
        return new Order(Long.toString(made++), "", items);
    }

    /** A rank, by inversion of the distribution function of the continuous power law. */
    private int popular() {
        double power = 1 - EXPONENT;
        double greatest = Math.pow(products + 1.0, power) - 1;
        return (int) Math.min(products - 1L, (long) (Math.pow(1 + greatest * random.nextDouble(), 1 / power) - 1));
    }

    /**
     * The product of a rank.
     *
     * @param rank from 0 on, the best seller first
     */
    public String item(int rank) {
        return "p" + numbers[rank];
    }

    /** Weight of a rank, 1 for the best seller's. */
    public static double weight(int rank) {
        return Math.pow(rank + 1.0, -EXPONENT);
    }
}
