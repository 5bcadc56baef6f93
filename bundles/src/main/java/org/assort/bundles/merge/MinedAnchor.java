/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.Subsets;
import org.assort.bundles.Terms;

/**
 * What was counted with one anchor over all shards. Its combinations are the sets of one to three of its partners, named by their
 * indices. Immutable.
 */
public final class MinedAnchor {

    private final String anchor;
    private final long orders;
    private final long read;
    private final List<String> partners;
    /** By partner its place among those that were counted. */
    private final int[] bits;
    /** Sums of sets by the number of partners, less 1. */
    private final SetSums[] sums;

    private final double missed;

    private MinedAnchor(
            String anchor, long orders, long read, List<String> partners, int[] bits, SetSums[] sums, double missed) {
        this.anchor = anchor;
        this.orders = orders;
        this.read = read;
        this.partners = partners;
        this.bits = bits;
        this.sums = sums;
        this.missed = missed;
    }

    /**
     * Adds up what shards counted of the same partners, and keeps the best M.
     *
     * @param shards each with the same partners in the same order
     */
    static MinedAnchor merge(MinerSettings settings, String anchor, List<AnchorCounts> shards) {
        double[] scales = shards.stream().mapToDouble(Scale::of).toArray();
        SetSums pairs = SetSums.of(shards.stream().map(AnchorCounts::pairs).toList(), scales);
        SetSums[] sums = {
            pairs,
            SetSums.of(shards.stream().map(AnchorCounts::triples).toList(), scales),
            SetSums.of(shards.stream().map(AnchorCounts::fours).toList(), scales)
        };
        List<String> counted = shards.isEmpty() ? List.of() : shards.getFirst().partners();
        int[] frequent = IntStream.range(0, counted.size())
                .filter(bit -> pairs.estimate(bit) >= settings.minDocCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(pairs::estimate)
                        .reversed()
                        .thenComparing(counted::get, Terms.ORDER))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] bits = Arrays.copyOf(frequent, Math.min(frequent.length, settings.partners()));
        double missed = frequent.length > bits.length ? pairs.estimate(frequent[bits.length]) : 0;
        for (int s = 0; s < scales.length; s++) {
            missed = Math.max(missed, shards.get(s).cut() * scales[s]);
        }
        return new MinedAnchor(
                anchor,
                shards.stream().mapToLong(AnchorCounts::orders).sum(),
                shards.stream().mapToLong(AnchorCounts::read).sum(),
                Arrays.stream(bits).mapToObj(counted::get).toList(),
                bits,
                sums,
                missed);
    }

    /** The item. */
    public String anchor() {
        return anchor;
    }

    /** Orders that hold it, over all shards. */
    public long orders() {
        return orders;
    }

    /** Of those the ones that were read. */
    public long read() {
        return read;
    }

    /** Up to M partners in {@code minDocCount} orders or more, by descending count, then by item. */
    public List<String> partners() {
        return partners;
    }

    /** The greatest count of a partner that is not among them, as far as this pass can tell. */
    double missed() {
        return missed;
    }

    private int place(int... set) {
        // Asked for each of thousands of sets, so nothing is allocated.
        return switch (set.length) {
            case 1 -> bits[set[0]];
            case 2 -> pair(bits[set[0]], bits[set[1]]);
            case 3 -> triple(bits[set[0]], bits[set[1]], bits[set[2]]);
            default -> throw new IllegalArgumentException("[set] must have 1 to 3 partners, got [" + set.length + "]");
        };
    }

    private static int pair(int one, int other) {
        return Subsets.pair(Math.min(one, other), Math.max(one, other));
    }

    private static int triple(int one, int other, int third) {
        int least = Math.min(one, Math.min(other, third));
        int most = Math.max(one, Math.max(other, third));
        return Subsets.triple(least, one ^ other ^ third ^ least ^ most, most);
    }

    /**
     * About how many orders hold the anchor and some partners; the number where all orders were read.
     *
     * @param set one to three distinct indices of partners
     */
    public double count(int... set) {
        return sums[set.length - 1].estimate(place(set));
    }

    /** The same with what is not certain about it. */
    public Estimate estimate(int... set) {
        SetSums of = sums[set.length - 1];
        int place = place(set);
        return read == orders
                ? Estimate.exact(of.counted(place))
                : Estimate.sampled(of.counted(place), of.estimate(place), of.variance(place), read, orders, of.tail());
    }

    /** How many of the orders that were read hold the anchor and some partners: no more than the true number. */
    public long counted(int... set) {
        return sums[set.length - 1].counted(place(set));
    }
}
