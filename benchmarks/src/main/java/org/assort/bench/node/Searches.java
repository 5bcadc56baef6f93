/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.stats.Rounds;

/** The same queries in each of some ways, ready to be sent. */
final class Searches {

    private final NodeIndex index;
    private final List<float[]> queries;
    private final Map<Search, byte[][]> requests = new LinkedHashMap<>();

    /** @param queries vectors of what is looked for */
    Searches(NodeIndex index, List<float[]> queries, List<Search> ways) {
        this.index = index;
        this.queries = List.copyOf(queries);
        for (Search way : ways) {
            requests.put(
                    way,
                    queries.stream()
                            .map(query -> request(way, query, Search.PAGE))
                            .toArray(byte[][]::new));
        }
    }

    private byte[] request(Search way, float[] query, int size) {
        return KeepAlive.post(
                "/" + index.label() + "/_search", way.body(query, size).toString());
    }

    /** How many queries there are. */
    int size() {
        return queries.size();
    }

    /** The request of a query. */
    byte[] request(Search way, int query) {
        return requests.get(way)[query];
    }

    /** One round over a connection: each query once in each way, in ns. */
    Map<Search, double[]> round(Rounds order, KeepAlive client) throws IOException {
        return order.next(size(), List.copyOf(requests.keySet()), (query, way) -> client.exchange(request(way, query)));
    }

    /** The page of a query. */
    Page page(Search way, int query, KeepAlive client) throws IOException {
        client.exchange(request(way, query));
        return Page.of(client.body(), Search.PAGE);
    }

    /** All that a query's page is taken from, best first. */
    Page window(int window, int query, KeepAlive client) throws IOException {
        client.exchange(request(new Search(Kind.PLAIN, window), queries.get(query), window));
        return Page.of(client.body(), window);
    }

    /** That what will be timed does what it is timed for: whole pages, from the window, in another order. */
    void check(KeepAlive client) throws IOException {
        for (Search way : requests.keySet()) {
            int changed = 0;
            for (int query = 0; query < size(); query++) {
                Page window = window(way.window(), query, client);
                Page page = page(way, query, client);
                if (!new HashSet<>(window.ids()).containsAll(page.ids())) {
                    throw new IOException("[" + way.label() + "] must give hits of its window, got " + page.ids()
                            + " which are not all among " + window.ids());
                }
                changed += changed(way.kind(), page, window) ? 1 : 0;
            }
            if (way.kind() == Kind.PLAIN ? changed > 0 : changed == 0) {
                throw new IOException("[" + way.label() + "] changed the first page of " + changed + " queries");
            }
        }
    }

    /** The script of the built-in rescore adds the score that there is already: no order need change, but scores do. */
    private static boolean changed(Kind kind, Page page, Page window) {
        return kind == Kind.RESCORE
                ? !page.scores().equals(window.scores().subList(0, Search.PAGE))
                : !page.ids().equals(window.ids().subList(0, Search.PAGE));
    }
}
