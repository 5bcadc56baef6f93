/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assort.bench.Bar;
import org.assort.bench.Neighbours;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.orders.OrdersIndex;
import org.assort.bench.stats.Rounds;
import org.assort.bench.stats.Sample;
import org.assort.bench.stats.Times;
import org.assort.demo.node.Http;

/**
 * What {@code bundle} adds to a product search, over what a client waits for that sends a second search itself, with a {@code
 * terms} aggregation over the orders that hold any of the hits, and then fetches items: as many as our aggregation looks up.
 */
final class BesideSearch {

    private static final double LIMIT = 1.5;
    private static final int QUERIES = 20;
    private static final int WARM_UP_ROUNDS = 30;
    private static final int ROUNDS = 40;
    private static final int QUICK_ROUNDS = 10;

    /** How a page comes by what goes with it. */
    private enum Kind {
        /** Not at all. */
        PLAIN,
        /** By the aggregation in the same search. */
        BUNDLE,
        /** By the searches that come after it, whose time alone is taken. */
        BY_HAND
    }

    private final Run run;
    private final BundlesNode node;
    private final String label;
    /** By query: the search, the search with bundles. */
    private final List<Map<Kind, List<byte[]>>> requests = new ArrayList<>();

    private final Set<Integer> looked = new LinkedHashSet<>();

    private BesideSearch(Run run, BundlesNode node, String label) {
        this.run = run;
        this.node = node;
        this.label = label;
    }

    static void measure(Run run, BundlesNode node, OrdersIndex index, OrderData.Generated shop) throws IOException {
        run.report().step("indexing " + OrderData.Generated.PRODUCTS + " products");
        ProductIndex.fill(node.http(), shop, run.random("products"));
        BesideSearch beside = new BesideSearch(run, node, "bundles.generated.search");
        try (KeepAlive client = node.connect()) {
            for (String query : ProductIndex.queries(QUERIES, run.random("queries"))) {
                beside.add(client, index, query);
            }
            beside.measure(client);
        }
        node.http().delete("/" + ProductIndex.NAME).ok();
    }

    private void add(KeepAlive client, OrdersIndex index, String query) throws IOException {
        byte[] plain = Asked.request(ProductIndex.NAME, ProductIndex.search(query));
        List<String> anchors = new ArrayList<>();
        for (JsonNode hit : Asked.whole(client, plain).at("/hits/hits")) {
            anchors.add(hit.path("_source").path(ProductIndex.ID).asText());
        }
        if (anchors.size() != ProductIndex.PAGE) {
            throw new IOException("[" + query + "] must have " + ProductIndex.PAGE + " hits, got " + anchors.size());
        }
        byte[] bundle = Asked.request(ProductIndex.NAME, withBundles(query, index.name()));
        if (Asked.whole(client, bundle).at("/aggregations/bundles/buckets").isEmpty()) {
            throw new IOException("[" + query + "] must have bundles");
        }
        List<String> items = partners(client, index, anchors);
        requests.add(Map.of(
                Kind.PLAIN,
                List.of(plain),
                Kind.BUNDLE,
                List.of(bundle),
                Kind.BY_HAND,
                List.of(
                        Asked.request(index.name(), Way.TERMS.search(anchors)),
                        Asked.request(ProductIndex.NAME, fetch(items)))));
        looked.add(items.size());
    }

    private static ObjectNode withBundles(String query, String orders) {
        ObjectNode search = ProductIndex.search(query);
        ObjectNode bundle = search.putObject("aggs").putObject("bundles").putObject("bundle");
        bundle.putObject("anchors").put("field", ProductIndex.ID).put("size", ProductIndex.PAGE);
        bundle.putObject("orders").put("index", orders).put("field", OrdersIndex.ITEMS);
        ProductIndex.showTitles(bundle.putObject("items"));
        return search;
    }

    /** The anchors and their partners, which is what may be in a bundle and so is looked up. */
    private static List<String> partners(KeepAlive client, OrdersIndex index, List<String> anchors) throws IOException {
        Set<String> items = new LinkedHashSet<>(anchors);
        JsonNode answer = Asked.whole(client, Asked.request(index.name(), Way.NESTED_TERMS.search(anchors)));
        for (JsonNode anchor :
                answer.path("aggregations").path(OrdersIndex.ANCHORS).path("buckets")) {
            for (JsonNode partner : anchor.path(OrdersIndex.PARTNERS).path("buckets")) {
                if (partner.path("doc_count").asLong() >= Way.MIN_DOC_COUNT) {
                    items.add(partner.path("key").asText());
                }
            }
        }
        return List.copyOf(items);
    }

    private static ObjectNode fetch(List<String> items) {
        ObjectNode search =
                Http.JSON.createObjectNode().put("size", items.size()).put("track_total_hits", false);
        ProductIndex.showTitles(search);
        ArrayNode ids = search.putObject("query")
                .putObject("bool")
                .putObject("filter")
                .putObject("terms")
                .putArray(ProductIndex.ID);
        items.forEach(ids::add);
        return search;
    }

    private void measure(KeepAlive client) throws IOException {
        int warmUp = run.quick() ? QUICK_ROUNDS : WARM_UP_ROUNDS;
        int measured = run.quick() ? QUICK_ROUNDS : ROUNDS;
        run.report().step("searching products: " + warmUp + " rounds of warm-up, " + measured + " measured");
        Rounds order = new Rounds(run.random(label));
        for (int i = 0; i < warmUp; i++) {
            round(order, client);
        }
        Neighbours neighbours = Neighbours.beside(node.pid());
        List<Map<Kind, double[]>> rounds = new ArrayList<>();
        for (int i = 0; i < measured; i++) {
            rounds.add(round(order, client));
        }
        run.report().info(label + ".neighbours", neighbours.text());
        run.report().info(label + ".items", "looked up for a query: " + looked);
        report(rounds);
    }

    private Map<Kind, double[]> round(Rounds order, KeepAlive client) throws IOException {
        return order.next(requests.size(), List.of(Kind.values()), (query, kind) -> {
            double nanos = 0;
            for (byte[] request : requests.get(query).get(kind)) {
                nanos += client.exchange(request);
            }
            return nanos;
        });
    }

    private void report(List<Map<Kind, double[]>> rounds) {
        for (Kind kind : Kind.values()) {
            double[] all = rounds.stream()
                    .flatMapToDouble(round -> Arrays.stream(round.get(kind)))
                    .toArray();
            run.report().info(label + "." + kind.name().toLowerCase(Locale.ROOT), Times.quantiles(Sample.of(all)));
        }
        double[] ratios = rounds.stream()
                .mapToDouble(round -> {
                    double[] ratio = round.get(Kind.BUNDLE).clone();
                    Arrays.setAll(
                            ratio,
                            query -> (ratio[query] - round.get(Kind.PLAIN)[query]) / round.get(Kind.BY_HAND)[query]);
                    return Sample.of(ratio).median();
                })
                .toArray();
        run.report()
                .bar(
                        Bar.atMost(
                                label + ".added_over_by_hand",
                                LIMIT,
                                run.bootstrap().ofMedian(ratios)),
                        ratios);
    }
}
