/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.merge;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.merge.RowMerge.Bounds;

/**
 * Finds the best M partners of one anchor over all shards, in up to three rounds of rows.
 *
 * <p>A partner can be among them if its greatest possible count reaches κ: {@code minDocCount}, or the M-th greatest of the
 * counts that are certain. If the cuts of all shards together stay below κ, nobody is missing. Else one of κ orders or more has
 * κ / shards of them on some shard (the pigeonhole of SON: Savasere, Omiecinski and Navathe 1995), so every shard tells those.
 * When nobody is missing, those that can be among them are counted everywhere, unless they are few enough to be all combined.
 */
final class PartnerSearch {

    private final MinerSettings settings;
    private final String anchor;
    /** Who can be among the best; null until nobody is missing. */
    private Set<String> eligible;
    /** Who is combined; null until it is certain that the best are among them. */
    private List<String> found;
    /** The greatest count of somebody who was ruled out. */
    private double missed;

    private AnchorRequest request;

    PartnerSearch(MinerSettings settings, String anchor) {
        this.settings = settings;
        this.anchor = anchor;
        this.request = AnchorRequest.of(anchor);
    }

    /** Takes the rows of all shards, answers to {@link #request}. */
    void add(List<AnchorCounts> shards) {
        if (found != null) {
            return;
        }
        RowMerge rows = new RowMerge(shards);
        List<Bounds> bounds = rows.bounds();
        if (eligible != null) {
            bounds = bounds.stream()
                    .filter(partner -> eligible.contains(partner.item()))
                    .toList();
        }
        double enough = Math.max(
                (double) settings.minDocCount(),
                bounds.size() < settings.partners()
                        ? 0
                        : bounds.get(settings.partners() - 1).least());
        List<Bounds> able =
                bounds.stream().filter(partner -> partner.most() >= enough).toList();
        List<String> items = able.stream().map(Bounds::item).toList();
        if (eligible == null && rows.unseen() >= enough) {
            request = new AnchorRequest(anchor, items, enough / shards.size());
            return;
        }
        if (eligible == null) {
            ruleOut(rows.unseen());
        }
        bounds.stream().filter(partner -> partner.most() < enough).forEach(partner -> ruleOut(partner.most()));
        settle(able, items);
    }

    private void settle(List<Bounds> able, List<String> items) {
        if (able.stream().allMatch(Bounds::exact)) {
            found = items.stream().limit(settings.partners()).toList();
            able.stream().skip(settings.partners()).forEach(partner -> ruleOut(partner.most()));
        } else if (items.size() <= settings.combined()) {
            found = items;
        } else {
            eligible = items.stream().collect(Collectors.toUnmodifiableSet());
        }
        request = AnchorRequest.of(anchor, items);
    }

    private void ruleOut(double most) {
        missed = Math.max(missed, most);
    }

    /** Whether {@link #found} is known. */
    boolean done() {
        return found != null;
    }

    /** What is asked of every shard in the next round of rows. */
    AnchorRequest request() {
        return request;
    }

    /** Up to 64 partners, the best M among them. */
    List<String> found() {
        return found;
    }

    /** The greatest count of a partner that is not among them. */
    double missed() {
        return missed;
    }
}
