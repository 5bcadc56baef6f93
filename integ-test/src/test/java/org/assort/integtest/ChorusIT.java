/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;
import org.assort.demo.shop.Catalogue;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Real products and real queries: the Chorus catalogue of electronics, and each query that people have rated. */
public final class ChorusIT extends NodeTestCase {

    private static final Path FOLDER = Project.data().resolve("chorus");
    private static final String INDEX = "chorus";
    private static final int PRODUCTS = 19_406;
    private static final int QUERIES = 68;
    private static final int WINDOW = 50;
    private static final int SIZE = 60;
    private static final int PAGE = 10;
    private static final List<Double> LAMBDAS = List.of(0.0, 0.3, 0.6, 0.9);

    /** Of the queries, how many may have a less diverse first page at λ = 0.9 than at 0: greedy is not optimal. */
    private static final double EXCEPTIONS = 0.05;

    private static Map<String, float[]> vectors;

    @BeforeClass
    public static void load() throws IOException {
        if (Files.isDirectory(FOLDER)) {
            vectors = new HashMap<>();
            deleteIndices(INDEX);
            Catalogue catalogue = Catalogue.of(FOLDER.resolve("products.ndjson.xz"), Map.of());
            http().put("/" + INDEX, catalogue.indexBody()).ok();
            try (Bulk.Documents products = catalogue.open()) {
                assertEquals("products", PRODUCTS, new Bulk(http(), INDEX).load(products, done -> {}));
            }
        }
    }

    @AfterClass
    public static void delete() throws IOException {
        if (vectors != null) {
            deleteIndices(INDEX);
            vectors = null;
        }
    }

    @Before
    public void needsData() {
        assumeTrue("the Chorus data is not here", Files.isDirectory(FOLDER));
    }

    private static List<String> queries() throws IOException {
        LinkedHashSet<String> queries = new LinkedHashSet<>();
        List<String> lines = Files.readAllLines(FOLDER.resolve("ratings.csv"), StandardCharsets.UTF_8);
        for (String line : lines.subList(1, lines.size())) {
            queries.add(line.substring(0, line.indexOf(',')));
        }
        return List.copyOf(queries);
    }

    private static ObjectNode request(String query, String method, double lambda) throws IOException {
        ObjectNode match = json("{'multi_match': {'fields': ['title^2', 'short_description']}}");
        ((ObjectNode) match.get("multi_match")).put("query", query);
        ObjectNode clause = json("{'text_fields': ['title', 'short_description']}")
                .put("query_text", query)
                .put("method", method)
                .put("diversity", lambda);
        ObjectNode request = request(match, SIZE, WINDOW, clause);
        request.putArray("_source").add("title").add("short_description");
        return request;
    }

    @Test
    public void firstPagesDifferMoreAsDiversityRises() throws IOException {
        List<String> queries = queries();
        assertEquals("rated queries", QUERIES, queries.size());
        for (String method : List.of("mmr", "dpp")) {
            double[] mean = new double[LAMBDAS.size()];
            List<String> exceptions = new ArrayList<>();
            for (String query : queries) {
                double[] distances = distances(query, method);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += distances[i] / queries.size();
                }
                if (!(distances[mean.length - 1] >= distances[0] - 1e-6)) {
                    exceptions.add(query);
                }
            }
            StringBuilder seen = new StringBuilder("chorus, " + method + ", mean distance of the first page:");
            for (int i = 0; i < mean.length; i++) {
                seen.append(String.format(Locale.ROOT, " %.1f -> %.4f", LAMBDAS.get(i), mean[i]));
            }
            System.out.println(seen + "; less at 0.9 than at 0: " + exceptions);
            for (int i = 1; i < mean.length; i++) {
                assertTrue(seen.toString(), mean[i] > mean[i - 1]);
            }
            assertTrue(
                    method + ": less diverse at 0.9 than at 0: " + exceptions,
                    exceptions.size() <= EXCEPTIONS * queries.size());
        }
    }

    /** The mean distance of the products of the first page to each other, for each λ. */
    private static double[] distances(String query, String method) throws IOException {
        double[] distances = new double[LAMBDAS.size()];
        for (int i = 0; i < distances.length; i++) {
            Http.Response response = http().post("/" + INDEX + "/_search", request(query, method, LAMBDAS.get(i)));
            Answer answer = Answer.of(response).checked(query + ", " + method + ", " + LAMBDAS.get(i));
            assertEquals(
                    "hits for " + query,
                    Math.min(SIZE, answer.total()),
                    answer.hits().size());
            assertEquals("warnings for " + query, List.of(), answer.warnings());
            distances[i] = distance(
                    answer.hits().subList(0, Math.min(PAGE, answer.hits().size())));
        }
        return distances;
    }

    private static double distance(List<Answer.Hit> page) throws IOException {
        List<Answer.Hit> unknown = page.stream()
                .filter(hit -> vectors.containsKey(hit.id()) == false)
                .toList();
        List<float[]> made = assort().embed(unknown.stream().map(ChorusIT::text).toList());
        for (int i = 0; i < unknown.size(); i++) {
            vectors.put(unknown.get(i).id(), made.get(i));
        }
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < page.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += 1
                        - cosine(
                                vectors.get(page.get(i).id()),
                                vectors.get(page.get(j).id()));
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** The text that the plugin embeds for a product. */
    private static String text(Answer.Hit hit) {
        List<String> texts = new ArrayList<>();
        for (String field : List.of("title", "short_description")) {
            JsonNode text = hit.json().path("_source").path(field);
            if (text.isTextual()) {
                texts.add(text.asText());
            }
        }
        return String.join(". ", texts).strip();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
