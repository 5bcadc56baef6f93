/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assort.bench.Run;
import org.assort.bench.data.Catalogue;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.stats.Rounds;
import org.assort.demo.node.Http;
import org.assort.model.EmbeddingException;

/** The same queries with each of some variants, ready to be sent. */
public final class Searches {

    private final List<Variant> variants;
    private final Map<Variant, byte[][]> requests = new EnumMap<>(Variant.class);
    private final int size;

    /**
     * @param queries what is looked for
     * @param index where
     */
    public Searches(List<String> queries, List<Variant> variants, String index, Encoder encoder)
            throws EmbeddingException {
        this.variants = List.copyOf(variants);
        this.size = queries.size();
        variants.forEach(variant -> requests.put(variant, new byte[size][]));
        for (int i = 0; i < size; i++) {
            float[] vector = encoder.query(queries.get(i));
            for (Variant variant : variants) {
                String search = variant.search(queries.get(i), vector).toString();
                requests.get(variant)[i] = KeepAlive.post("/" + index + "/_search", search);
            }
        }
    }

    /**
     * A random choice of the catalogue's queries that fill the window: with fewer hits there is less to choose from.
     *
     * @param most how many, at most
     * @throws IOException if there is none
     */
    public static List<String> queries(Run run, ShopIndex index, Catalogue catalogue, int most) throws IOException {
        List<String> full = new ArrayList<>();
        for (String query : catalogue.queries()) {
            JsonNode answer = index.search(Variant.PLAIN.search(query, new float[0]));
            if (answer.path("hits").path("total").path("value").asLong() >= Variant.WINDOW) {
                full.add(query);
            }
        }
        int all = catalogue.queries().size();
        if (full.isEmpty()) {
            throw new IOException("none of " + all + " queries has " + Variant.WINDOW + " hits");
        }
        Collections.shuffle(full, run.random("queries"));
        List<String> chosen = List.copyOf(full.subList(0, Math.min(most, full.size())));
        run.report()
                .info(
                        index.name() + ".queries",
                        chosen.size() + " of the " + full.size() + " that have " + Variant.WINDOW + " hits or more, of "
                                + all);
        return chosen;
    }

    /** One round over a connection: each query once with each variant, in ns. */
    public Map<Variant, double[]> round(Rounds order, KeepAlive client) throws IOException {
        return order.next(size, variants, (query, variant) -> client.exchange(requests.get(variant)[query]));
    }

    /** That what will be timed does what it is timed for. */
    public void check(KeepAlive client) throws IOException {
        byte[][] plain = requests.get(Variant.PLAIN);
        for (Variant variant : variants) {
            int changed = 0;
            for (int query = 0; query < size; query++) {
                client.exchange(plain[query]);
                List<String> before = page(client.body());
                client.exchange(requests.get(variant)[query]);
                changed += page(client.body()).equals(before) ? 0 : 1;
            }
            if (variant == Variant.PLAIN ? changed > 0 : changed == 0) {
                throw new IOException("[" + variant.label() + "] changed the first page of " + changed + " queries");
            }
        }
    }

    private static List<String> page(String answer) throws IOException {
        JsonNode body = Http.JSON.readTree(answer);
        List<String> page = body.path("hits").path("hits").findValuesAsText("_id");
        boolean whole = page.size() == Variant.PAGE
                && !body.path("timed_out").asBoolean()
                && body.path("_shards").path("failed").asInt() == 0;
        if (!whole) {
            throw new IOException("a search did not give a whole page: " + answer);
        }
        return page;
    }
}
