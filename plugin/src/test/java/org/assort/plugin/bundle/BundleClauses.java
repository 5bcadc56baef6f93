/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import static org.opensearch.test.OpenSearchTestCase.randomAlphaOfLength;
import static org.opensearch.test.OpenSearchTestCase.randomBoolean;
import static org.opensearch.test.OpenSearchTestCase.randomDouble;
import static org.opensearch.test.OpenSearchTestCase.randomIntBetween;

import java.util.ArrayList;
import java.util.List;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.rank.RankingSettings;
import org.assort.plugin.bundle.clause.AnchorsClause;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.clause.ItemsClause;
import org.assort.plugin.bundle.clause.OrdersClause;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.fetch.subphase.FetchSourceContext;

/** Random clauses, and each of their fields changed. */
final class BundleClauses {

    private BundleClauses() {}

    private static String name() {
        return randomAlphaOfLength(6);
    }

    private static QueryBuilder filter() {
        return randomBoolean() ? null : QueryBuilders.termQuery(name(), name());
    }

    static BundleClause random() {
        boolean direct = randomBoolean();
        AnchorsClause anchors = new AnchorsClause(
                direct ? null : name(),
                randomIntBetween(1, 100),
                direct && randomBoolean() ? List.of(name(), name() + "2") : List.of());
        OrdersClause orders =
                new OrdersClause(direct ? null : name(), name(), randomBoolean() ? null : name(), filter());
        String price = randomBoolean() ? null : name();
        String category = randomBoolean() ? null : name();
        String coldStart = randomBoolean() ? null : name();
        ItemsClause items = randomBoolean() && price == null && category == null && coldStart == null
                ? null
                : new ItemsClause(
                        direct || randomBoolean() ? name() : null,
                        randomBoolean() ? null : name(),
                        filter(),
                        randomBoolean() ? null : new FetchSourceContext(true, new String[] {name()}, new String[0]));
        int most = randomIntBetween(2, 4);
        int partners = randomIntBetween(2, 60);
        MinerSettings mining = new MinerSettings(
                randomIntBetween(2, most),
                most,
                randomIntBetween(1, 100),
                partners,
                partners * 4,
                randomIntBetween(1, 1_000_000),
                randomIntBetween(2, 1_000));
        RankingSettings ranking = new RankingSettings(
                randomIntBetween(1, 100),
                0.1 + randomDouble(),
                randomDouble(),
                randomDouble(),
                category == null ? RankingSettings.DEFAULT.sameLeafPenalty() : randomDouble(),
                price == null || randomBoolean() ? Double.POSITIVE_INFINITY : 1 + randomDouble());
        return new BundleClause(anchors, orders, items, mining, ranking, category, price, coldStart);
    }

    static List<BundleClause> mutations(BundleClause of) {
        AnchorsClause a = of.anchors();
        OrdersClause o = of.orders();
        ItemsClause i = of.items() == null ? new ItemsClause("i", "f", null, null) : of.items();
        MinerSettings m = of.mining();
        RankingSettings r = of.ranking();
        List<BundleClause> mutations = new ArrayList<>();
        mutations.add(with(of, new AnchorsClause(a.field(), a.size() + 1, a.include()), o, i, m, r));
        if (a.field() == null) {
            mutations.add(with(of, new AnchorsClause(null, a.size(), List.of("other")), o, i, m, r));
        } else {
            mutations.add(with(of, new AnchorsClause(a.field() + "x", a.size(), List.of()), o, i, m, r));
            mutations.add(
                    with(of, a, new OrdersClause(o.index() + "x", o.field(), o.orderField(), o.filter()), i, m, r));
        }
        mutations.add(with(of, a, new OrdersClause(o.index(), o.field() + "x", o.orderField(), o.filter()), i, m, r));
        mutations.add(with(of, a, new OrdersClause(o.index(), o.field(), o.orderField() + "x", o.filter()), i, m, r));
        QueryBuilder all = QueryBuilders.matchAllQuery();
        mutations.add(with(of, a, new OrdersClause(o.index(), o.field(), o.orderField(), all), i, m, r));
        mutations.add(with(of, a, o, new ItemsClause(i.index() + "x", i.field(), i.filter(), i.source()), m, r));
        mutations.add(with(of, a, o, new ItemsClause(i.index(), i.field() + "x", i.filter(), i.source()), m, r));
        mutations.add(with(of, a, o, new ItemsClause(i.index(), i.field(), all, i.source()), m, r));
        mutations.add(
                with(of, a, o, new ItemsClause(i.index(), i.field(), i.filter(), new FetchSourceContext(false)), m, r));
        mutations.addAll(ofNumbers(of, a, o, i, m, r));
        String category = of.categoryField();
        String price = of.priceField();
        String coldStart = of.coldStart();
        mutations.add(new BundleClause(a, o, i, m, r, category + "x", price, coldStart));
        mutations.add(new BundleClause(a, o, i, m, r, category, price + "x", coldStart));
        mutations.add(new BundleClause(a, o, i, m, r, category, price, coldStart + "x"));
        return mutations;
    }

    private static List<BundleClause> ofNumbers(
            BundleClause of, AnchorsClause a, OrdersClause o, ItemsClause i, MinerSettings m, RankingSettings r) {
        int min = m.minSize() == 2 ? 3 : 2;
        int max = m.maxSize() == 4 ? 3 : 4;
        List<MinerSettings> mining = List.of(
                miner(
                        min,
                        Math.max(min, m.maxSize()),
                        m.minDocCount(),
                        m.partners(),
                        m.maxBaskets(),
                        m.maxBasketSize()),
                miner(
                        Math.min(max, m.minSize()),
                        max,
                        m.minDocCount(),
                        m.partners(),
                        m.maxBaskets(),
                        m.maxBasketSize()),
                miner(m.minSize(), m.maxSize(), m.minDocCount() + 1, m.partners(), m.maxBaskets(), m.maxBasketSize()),
                miner(m.minSize(), m.maxSize(), m.minDocCount(), m.partners() ^ 1, m.maxBaskets(), m.maxBasketSize()),
                miner(m.minSize(), m.maxSize(), m.minDocCount(), m.partners(), m.maxBaskets() + 1, m.maxBasketSize()),
                miner(m.minSize(), m.maxSize(), m.minDocCount(), m.partners(), m.maxBaskets(), m.maxBasketSize() + 1));
        List<RankingSettings> rankings = List.of(
                new RankingSettings(
                        r.size() % 100 + 1,
                        r.association(),
                        r.relevance(),
                        r.coverage(),
                        r.sameLeafPenalty(),
                        r.maxTotal()),
                new RankingSettings(
                        r.size(), r.association() + 1, r.relevance(), r.coverage(), r.sameLeafPenalty(), r.maxTotal()),
                new RankingSettings(
                        r.size(), r.association(), r.relevance() + 1, r.coverage(), r.sameLeafPenalty(), r.maxTotal()),
                new RankingSettings(
                        r.size(), r.association(), r.relevance(), r.coverage() + 1, r.sameLeafPenalty(), r.maxTotal()),
                new RankingSettings(
                        r.size(),
                        r.association(),
                        r.relevance(),
                        r.coverage(),
                        1 - r.sameLeafPenalty() / 2,
                        r.maxTotal()));
        List<BundleClause> mutations = new ArrayList<>();
        mining.forEach(changed -> mutations.add(with(of, a, o, i, changed, r)));
        rankings.forEach(changed -> mutations.add(with(of, a, o, i, m, changed)));
        if (of.priceField() != null) {
            double total = r.maxTotal() < Double.POSITIVE_INFINITY ? r.maxTotal() + 1 : 7;
            RankingSettings changed = new RankingSettings(
                    r.size(), r.association(), r.relevance(), r.coverage(), r.sameLeafPenalty(), total);
            mutations.add(with(of, a, o, i, m, changed));
        }
        return mutations;
    }

    private static MinerSettings miner(int min, int max, long count, int partners, long baskets, int basketSize) {
        int some = Math.max(1, partners);
        return new MinerSettings(min, max, count, some, some * 4, baskets, basketSize);
    }

    private static BundleClause with(
            BundleClause of, AnchorsClause a, OrdersClause o, ItemsClause i, MinerSettings m, RankingSettings r) {
        return new BundleClause(a, o, i, m, r, of.categoryField(), of.priceField(), of.coldStart());
    }
}
