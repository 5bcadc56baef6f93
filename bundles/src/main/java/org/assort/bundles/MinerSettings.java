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

    /** The most bytes of counts in the answer of a shard, 32 MB: 764 anchors with 32 partners, or 190 with 64. */
    public static final long MOST_BYTES = 32L << 20;

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

    /** The most partners of an anchor whose sets are counted: a few more than M, which spares a pass over several shards. */
    public int combined() {
        return Math.min(partners + partners / 4, MOST_PARTNERS);
    }

    /**
     * The most bytes that the counts of sets take in the answer of a shard: 4 for each set of up to {@code maxSize − 1} of an
     * anchor's partners, so 43 KB an anchor for 32 partners and 175 KB for 64. Where the answers of several shards are held
     * together, each takes as much.
     *
     * @param anchors how many are asked about
     */
    public long answerBytes(int anchors) {
        int m = combined();
        long sets = (long) m + (maxSize > 2 ? Subsets.pairs(m) : 0) + (maxSize > 3 ? Subsets.triples(m) : 0);
        return sets * Integer.BYTES * anchors;
    }

    /**
     * Checks that the answer of a shard stays within {@link #MOST_BYTES}.
     *
     * @param anchors how many are asked about
     * @throws IllegalArgumentException if it may not
     */
    public void checkAnswer(int anchors) {
        long bytes = answerBytes(anchors);
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "[anchors], [partners] and [set_size.max] must not ask a shard for more than ["
                            + MOST_BYTES + "] bytes of counts, got [" + anchors + "], [" + partners + "] and ["
                            + maxSize
                            + "], which are [" + bytes + "] bytes");
        }
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most >= Integer.MAX_VALUE ? "at least " + least : "in [" + least + ", " + most + "]";
            throw new IllegalArgumentException("[" + name + "] must be " + range + ", got [" + value + "]");
        }
    }
}
