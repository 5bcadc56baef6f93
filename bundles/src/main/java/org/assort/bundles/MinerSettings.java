/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles;

/**
 * How orders are counted; the same on every shard and in every pass of one request.
 *
 * @param minSize least number of items of a bundle, its anchor included, 2 to {@code maxSize}
 * @param maxSize greatest number of items, at most 4
 * @param minDocCount orders that a combination must be in, over all shards, at least 1
 * @param partners M, the best partners of an anchor that combinations are made of, 1 to 64
 * @param rowSize how many partners of an anchor a shard tells in a first pass over several shards, at least M
 * @param maxBaskets orders that are read on a shard, spread over the anchors; at least 1, {@link #EXACT} reads all
 * @param maxBasketSize distinct items of an order beyond which it speaks for no combination, at least 2
 */
public record MinerSettings(
        int minSize, int maxSize, long minDocCount, int partners, int rowSize, long maxBaskets, int maxBasketSize) {

    /** A {@code maxBaskets} that reads every order. */
    public static final long EXACT = Long.MAX_VALUE;

    /** The most items of a bundle. */
    public static final int MOST_ITEMS = 4;

    /** The most partners of an anchor: an order is held as the bits of one long. */
    public static final int MOST_PARTNERS = Long.SIZE;

    /** Two to four items in five orders or more, 32 partners, 200,000 orders a shard, orders of up to 1,000 items. */
    public static final MinerSettings DEFAULT = new MinerSettings(2, 4, 5, 32, 128, 200_000, 1_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public MinerSettings {
        check("set_size.max", maxSize, 2, MOST_ITEMS);
        check("set_size.min", minSize, 2, maxSize);
        check("min_doc_count", minDocCount, 1, Long.MAX_VALUE);
        check("partners", partners, 1, MOST_PARTNERS);
        check("row_size", rowSize, partners, Integer.MAX_VALUE);
        check("max_baskets", maxBaskets, 1, Long.MAX_VALUE);
        check("max_basket_size", maxBasketSize, 2, Integer.MAX_VALUE);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most >= Integer.MAX_VALUE ? "at least " + least : "in [" + least + ", " + most + "]";
            throw new IllegalArgumentException("[" + name + "] must be " + range + ", got [" + value + "]");
        }
    }
}
