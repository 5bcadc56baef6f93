/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.count;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.Pass;
import org.assort.bundles.Subsets;
import org.assort.bundles.orders.Items;
import org.assort.bundles.orders.Orders;

/**
 * Counts what was bought with some anchors that are in orders of the shard, a block of them after the other: first the row of each
 * anchor's partners, then all sets over those chosen of it.
 */
final class AnchorMiner {

    private final Orders orders;
    private final Items items;
    private final MinerSettings settings;
    private final MemoryAccount memory;
    private final Runnable check;
    private final Pass pass;
    private final List<AnchorRequest> requests;
    private final int[] anchors;
    private final Budget budget;
    /** Reused by every block. */
    private final List<Row> rows = new ArrayList<>();

    /**
     * Spreads the budget.
     *
     * @param anchors {@code int[n]} the ordinals of the n anchors asked about
     */
    AnchorMiner(
            Orders orders,
            MinerSettings settings,
            MemoryAccount memory,
            Runnable check,
            Pass pass,
            List<AnchorRequest> requests,
            int[] anchors)
            throws IOException {
        this.orders = orders;
        this.items = orders.items();
        this.settings = settings;
        this.memory = memory;
        this.check = check;
        this.pass = pass;
        this.requests = requests;
        this.anchors = anchors;
        this.budget = Budget.spread(orders, anchors, settings.maxBaskets());
    }

    /** The counts of each anchor. */
    List<AnchorCounts> mine() throws IOException {
        List<AnchorCounts> counted = new ArrayList<>();
        try (Reading reading = reading()) {
            for (int from = 0; from < anchors.length; from += reading.block()) {
                check.run();
                int size = Math.min(reading.block(), anchors.length - from);
                counted.addAll(pass == Pass.SETS ? sets(reading, from, size) : partners(reading, from, size));
            }
        }
        return counted;
    }

    private Reading reading() throws IOException {
        boolean scan = !items.indexed() || ScanReading.isFaster(orders, anchors.length, budget.readings());
        return scan
                ? new ScanReading(orders, anchors, budget.fractions(), memory)
                : new HeldReading(orders.holding(anchors, budget.fractions()));
    }

    private Row clearedRow(int index) {
        if (index == rows.size()) {
            rows.add(Row.of(items.size(), memory));
        }
        rows.get(index).clear();
        return rows.get(index);
    }

    private List<AnchorCounts> partners(Reading reading, int from, int size) throws IOException {
        PartnerCounter[] counters = new PartnerCounter[size];
        for (int i = 0; i < size; i++) {
            counters[i] = new PartnerCounter(anchors[from + i], clearedRow(i), settings.maxBasketSize());
        }
        reading.read(from, counters);
        Chosen[] chosen = new Chosen[size];
        for (int i = 0; i < size; i++) {
            chosen[i] = choose(from + i, counters[i]);
        }
        SetCounter[] sets = new SetCounter[size];
        if (pass == Pass.ALL && settings.maxSize() > 2) {
            sets = counters(chosen);
            reading.read(from, sets);
        }
        List<AnchorCounts> counted = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            counted.add(told(from + i, chosen[i], counters[i], sets[i]));
        }
        return counted;
    }

    private Chosen choose(int anchor, PartnerCounter counter) throws IOException {
        double scale = scale(anchor, counter);
        if (pass == Pass.ALL) {
            return Chosen.best(counter.row(), items, settings.minDocCount() / scale, settings.partners());
        }
        AnchorRequest request = requests.get(anchor);
        int[] wanted = ordinals(items, request.partners());
        return Chosen.bestAnd(counter.row(), items, wanted, request.atLeast() / scale, settings.rowSize());
    }

    /** What an order that was read stands for. */
    private double scale(int anchor, OrderCounter counter) {
        return budget.fractions()[anchor] < 1 && counter.read() > 0
                ? (double) budget.orders()[anchor] / counter.read()
                : 1;
    }

    private List<AnchorCounts> sets(Reading reading, int from, int size) throws IOException {
        Chosen[] given = new Chosen[size];
        for (int i = 0; i < size; i++) {
            given[i] = Chosen.given(ordinals(items, requests.get(from + i).partners()));
        }
        SetCounter[] counters = counters(given);
        reading.read(from, counters);
        List<AnchorCounts> counted = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            counted.add(told(from + i, given[i], counters[i], counters[i]));
        }
        return counted;
    }

    private SetCounter[] counters(Chosen[] chosen) {
        SetCounter[] counters = new SetCounter[chosen.length];
        for (int i = 0; i < counters.length; i++) {
            memory.add(SetCounter.bytes(chosen[i].partners().length, settings.maxSize()));
            counters[i] =
                    new SetCounter(chosen[i].partners(), clearedRow(i), settings.maxSize(), settings.maxBasketSize());
        }
        return counters;
    }

    private AnchorCounts told(int anchor, Chosen chosen, OrderCounter read, SetCounter sets) throws IOException {
        AnchorRequest request = requests.get(anchor);
        long holding = budget.fractions()[anchor] < 1 ? budget.orders()[anchor] : read.read();
        return new AnchorCounts(
                request.anchor(),
                holding,
                read.read(),
                read.dropped(),
                terms(chosen, request.partners()),
                sets == null ? chosen.counts() : sets.pairs(),
                chosen.cut(),
                sets == null ? new int[0] : sets.triples(),
                sets == null ? new int[0] : sets.fours());
    }

    /** What was asked for comes first, and may not be known by ordinal. */
    private List<String> terms(Chosen chosen, List<String> asked) throws IOException {
        String[] terms = new String[chosen.partners().length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = i < asked.size() ? asked.get(i) : items.term(chosen.partners()[i]);
        }
        return Arrays.asList(terms);
    }

    /** The ordinals of some items, −1 for those that there are none of. */
    static int[] ordinals(Items items, List<String> terms) throws IOException {
        int[] ordinals = new int[terms.size()];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = items.ordinal(terms.get(i));
        }
        return ordinals;
    }

    /** The counts of an anchor that is in no order; sets of partners are counted in {@link Pass#SETS} alone, and grow with m³. */
    static AnchorCounts nothing(AnchorRequest request, Pass pass, int maxSize) {
        int m = request.partners().size();
        boolean sets = pass == Pass.SETS;
        return new AnchorCounts(
                request.anchor(),
                0,
                0,
                0,
                request.partners(),
                new int[m],
                0,
                new int[sets && maxSize > 2 ? Subsets.pairs(m) : 0],
                new int[sets && maxSize > 3 ? Subsets.triples(m) : 0]);
    }
}
