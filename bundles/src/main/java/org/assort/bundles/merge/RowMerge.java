/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.Terms;

/**
 * The rows of one anchor of all shards together. What a shard told of a partner counts, and where it told none the partner may
 * have up to the shard's cut, so each partner has a least and a greatest count, and one that nobody told has at most the sum of
 * the cuts (Cao and Wang 2004, "Efficient Top-K Query Calculation in Distributed Networks": TPUT). Of samples all of them are
 * scaled up, and speak of the sample.
 */
final class RowMerge {

    private final Map<String, Partner> partners = new HashMap<>();
    private double cuts;

    /** What is known of a partner. */
    private static final class Partner {
        private double count;
        /** The sum of the cuts of shards that told it. */
        private double cutsTold;
    }

    /**
     * A partner and what is certain of its count.
     *
     * @param least equal to {@code most} where every shard that may have it told it
     */
    record Bounds(String item, double least, double most) {

        boolean exact() {
            return least == most;
        }
    }

    /** Adds the rows of all shards. */
    RowMerge(List<AnchorCounts> shards) {
        for (AnchorCounts shard : shards) {
            double scale = Scale.of(shard);
            double cut = shard.cut() * scale;
            cuts += cut;
            for (int i = 0; i < shard.pairs().length; i++) {
                Partner partner = partners.computeIfAbsent(shard.partners().get(i), item -> new Partner());
                partner.count += shard.pairs()[i] * scale;
                partner.cutsTold += cut;
            }
        }
    }

    /** All partners that a shard told, by descending least count, then by item. */
    List<Bounds> bounds() {
        List<Bounds> bounds = new ArrayList<>();
        partners.forEach((item, partner) ->
                bounds.add(new Bounds(item, partner.count, partner.count + Math.max(0, cuts - partner.cutsTold))));
        bounds.sort(Comparator.comparingDouble(Bounds::least).reversed().thenComparing(Bounds::item, Terms.ORDER));
        return bounds;
    }

    /** The greatest count of a partner that no shard told. */
    double unseen() {
        return cuts;
    }
}
