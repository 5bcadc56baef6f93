/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assort.bench.Bar;
import org.assort.bench.Run;
import org.assort.bench.http.KeepAlive;
import org.assort.bench.shop.ShopNodes;
import org.assort.bench.stats.Sample;
import org.assort.demo.node.Http;

/**
 * What of a page is the same where vectors are kept as bytes. A field of floats gives the same choice to the bit, because all
 * vectors are compared as codes: so the page is also held against that of {@link FloatChoice}, which is made without any.
 */
final class Overlap {

    private static final double LIMIT = 0.97;
    private static final int WINDOW = AddedTime.WINDOWS.getFirst();

    private Overlap() {}

    static void measure(Run run, ShopNodes node, NodeIndex index, List<float[]> queries) throws IOException {
        List<Search> ways = List.of(
                new Search(Kind.DIVERSIFY_INT8, WINDOW),
                new Search(Kind.DIVERSIFY_FLOAT32, WINDOW),
                new Search(Kind.DIVERSIFY, WINDOW));
        Searches searches = new Searches(index, queries, ways);
        double[] ofFields = new double[queries.size()];
        double[] ofFloats = new double[queries.size()];
        try (KeepAlive client = node.connect()) {
            for (int query = 0; query < queries.size(); query++) {
                List<String> page = searches.page(ways.get(0), query, client).ids();
                ofFields[query] =
                        overlap(page, searches.page(ways.get(1), query, client).ids());
                ofFloats[query] = overlap(page, exact(node.http(), index, queries.get(query)));
            }
        }
        run.report()
                .info(
                        "node." + index.label() + ".int8_overlap_of_fields",
                        String.format(
                                Locale.ROOT,
                                "%.3f at least, of int8 and float32",
                                Sample.of(ofFields).quantile(0)));
        run.report()
                .bar(
                        Bar.atLeast(
                                "node." + index.label() + ".int8_overlap",
                                LIMIT,
                                run.bootstrap().ofMean(ofFloats)),
                        ofFloats);
    }

    private static double overlap(List<String> page, List<String> other) {
        Set<String> both = new HashSet<>(page);
        both.retainAll(other);
        return both.size() / (double) page.size();
    }

    /** The page of a choice over the floats, from the scores and vectors of the window. */
    private static List<String> exact(Http http, NodeIndex index, float[] query) throws IOException {
        ObjectNode body = new Search(Kind.PLAIN, WINDOW).body(query, WINDOW);
        body.putArray("_source").add(NodeIndex.FLOAT32);
        JsonNode hits = http.post("/" + index.label() + "/_search", body)
                .ok()
                .path("hits")
                .path("hits");
        List<String> ids = new ArrayList<>();
        double[] scores = new double[hits.size()];
        double[][] vectors = new double[hits.size()][query.length];
        for (int i = 0; i < scores.length; i++) {
            ids.add(hits.path(i).path("_id").asText());
            scores[i] = hits.path(i).path("_score").asDouble();
            for (int d = 0; d < query.length; d++) {
                vectors[i][d] = hits.path(i)
                        .path("_source")
                        .path(NodeIndex.FLOAT32)
                        .path(d)
                        .asDouble(Double.NaN);
            }
        }
        return FloatChoice.of(scores, vectors, query, Kind.DIVERSITY, Search.PAGE).stream()
                .map(ids::get)
                .toList();
    }
}
