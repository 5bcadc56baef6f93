/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Sample;
import org.assort.bench.stats.Times;

/** The clause without vectors in the index: the node embeds the texts of the window, once, and knows them afterwards. */
final class FromText {

    private static final int WINDOW = AddedTime.WINDOWS.getFirst();
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 10;

    private FromText() {}

    static void measure(Run run, ShopNodes node, NodeIndex index, List<float[]> queries) throws IOException {
        run.report().step("searching without vectors, " + index.label());
        Search way = new Search(Kind.DIVERSIFY_TEXT, WINDOW);
        Searches searches = new Searches(index, queries, List.of(way.plain(), way));
        double[] cold = new double[queries.size()];
        long before = embedded(node);
        try (KeepAlive client = node.connect()) {
            for (int query = 0; query < cold.length; query++) {
                cold[query] = client.exchange(searches.request(way, query));
            }
        }
        run.report()
                .info(
                        "node.from_text.cold",
                        String.format(
                                Locale.ROOT,
                                "%s, %.1f texts embedded a search of %d candidates",
                                Times.quantiles(Sample.of(cold)),
                                (embedded(node) - before) / (double) cold.length,
                                WINDOW));
        before = embedded(node);
        Latencies warm = Latencies.measure(run, node, "from_text", searches, WARM_UP_ROUNDS, ROUNDS);
        run.report()
                .info(
                        "node.from_text.warm",
                        String.format(
                                Locale.ROOT,
                                "%s, adds %.3f ms, %d texts embedded",
                                Times.quantiles(warm.times(way)),
                                Sample.of(warm.added(way)).median() / 1e6,
                                embedded(node) - before));
    }

    private static long embedded(ShopNodes node) throws IOException {
        return node.http()
                .get("/_plugins/_assort/stats")
                .ok()
                .path("nodes")
                .elements()
                .next()
                .at("/embedding/texts")
                .asLong();
    }
}
