/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.assort.demo.shop.SampleShop;

/**
 * The products of one sample shop after the other, each of a seed of its own. One shop is held at a time, so that a million
 * take no more room than a few thousand; to be read from the first to the last. For one thread.
 */
final class GeneratedProducts extends AbstractList<Product> implements RandomAccess {

    private final int size;
    private final int shopSize;
    private int number;
    private List<Product> shop;

    /** @param size how many */
    GeneratedProducts(int size) {
        this.size = size;
        this.shop = shop(0);
        this.shopSize = shop.size();
    }

    /** Products of one shop, with something put before their ids. */
    static List<Product> ofShop(long seed, String prefix) {
        return SampleShop.generate(seed).products().stream()
                .map(product -> new Product(
                        prefix + product.id(),
                        product.title(),
                        product.description(),
                        product.brand(),
                        product.category()))
                .toList();
    }

    private static List<Product> shop(int number) {
        return ofShop(SampleShop.SEED + number, number + "-");
    }

    /** How many products each shop has. */
    int shopSize() {
        return shopSize;
    }

    @Override
    public Product get(int index) {
        int wanted = index / shopSize;
        if (wanted != number) {
            shop = shop(wanted);
            number = wanted;
        }
        return shop.get(index % shopSize);
    }

    @Override
    public int size() {
        return size;
    }
}
