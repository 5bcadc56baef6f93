/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assort.demo.node.Http;
import org.junit.Test;

/** How λ is found where it is not given: by a budget of relevance, or by how ambiguous the candidates are. */
public final class TradeoffIT extends PageTestCase {

    private static final double STEPS = 64;

    /** λ of mmr where nothing is said. */
    private static final double DEFAULT = 0.1;

    /** The order with a given λ. */
    private static List<String> with(double lambda) throws IOException {
        return same(request(allByRank(), PRODUCTS, WINDOW, clause("{'diversity': %s}".formatted(lambda))))
                .ids();
    }

    private static Http.Response budget(double budget, int depth, String more) throws IOException {
        ObjectNode clause = clause("{'relevance_budget': %s, 'budget_depth': %d%s}".formatted(budget, depth, more));
        clause.remove("diversity");
        return list(clause);
    }

    /** Relevance by the definition, of the first positions of a list. */
    private static double discounted(List<String> ids, int depth, Map<String, Double> relevance) {
        double sum = 0;
        for (int place = 0; place < depth; place++) {
            sum += relevance.get(ids.get(place)) * Math.log(2) / Math.log(place + 2);
        }
        return sum;
    }

    /** The scores of the order of relevance, which are relevance itself. */
    private static Map<String, Double> relevance() throws IOException {
        Map<String, Double> relevance = new HashMap<>();
        for (Answer.Hit hit : Answer.of(list(clause("{'diversity': 0}"))).hits()) {
            relevance.put(hit.id(), hit.score());
        }
        return relevance;
    }

    @Test
    public void budgetIsKept() throws IOException {
        Map<String, Double> relevance = relevance();
        List<String> best = with(0);
        int depth = randomFrom(List.of(1, 5, 10, 30));
        double before = 0;
        for (double budget : List.of(0.0, 0.02, 0.1, 1.0)) {
            Http.Response list = budget(budget, depth, "");
            JsonNode told = report(list).path("diversity");
            String what = budget + " over " + depth + ": " + told;
            double lambda = told.path("value").asDouble();
            double lost = told.path("relevance_given_up").asDouble();
            assertEquals(what, "relevance_budget", told.path("from").asText());
            assertEquals(what, "false", told.path("forced").asText());
            assertTrue(what, lost <= budget);
            List<String> ids = Answer.of(list).ids();
            double kept = discounted(ids, depth, relevance) / discounted(best, depth, relevance);
            assertEquals(what, Math.max(0, 1 - kept), lost, 1e-6);
            // A greater budget has no fewer λ to take the greatest of.
            assertTrue(what + " after " + before, lambda >= before);
            before = lambda;
            assertEquals(what, with(lambda), ids);
            assertEquals("a step of the grid: " + what, Math.rint(lambda * STEPS), lambda * STEPS, 0);
            for (double more = lambda + 1 / STEPS; more <= 1; more += 12 / STEPS) {
                double other = discounted(with(more), depth, relevance) / discounted(best, depth, relevance);
                assertTrue(what + ", but " + more + " would keep " + other, 1 - other > budget - 1e-6);
            }
        }
        assertEquals("all may go", 1, before, 0);
    }

    @Test
    public void pageHasNoSayInTheBudget() throws IOException {
        Http.Response list = budget(0.05, 10, ", 'coverage': [{'field': 'brand'}]");
        List<String> pages = new ArrayList<>();
        for (int from = 0; from < WINDOW; from += 8) {
            ObjectNode clause = clause("{'relevance_budget': 0.05, 'coverage': [{'field': 'brand'}]}");
            clause.remove("diversity");
            pages.addAll(same(request(allByRank(), 8, WINDOW, clause).put("from", from))
                    .ids());
        }
        assertEquals(Answer.of(list).ids().subList(0, WINDOW), pages);
        judge(list, SlowTerm.decay(WEIGHT, DECAY, id -> List.of(shop.product(id).brand())));
    }

    @Test
    public void autoReadsTheAmbiguity() throws IOException {
        Map<String, Double> relevance = relevance();
        Http.Response list = list(clause("{'diversity': 'auto', 'coverage': [{'field': 'brand', 'weight': 0}]}"));
        JsonNode told = report(list).path("diversity");
        assertEquals(told.toString(), "auto", told.path("from").asText());
        Map<String, Double> brands = new HashMap<>();
        double all = windowIds().stream().mapToDouble(relevance::get).sum();
        for (RequestShop.Product product : window()) {
            brands.merge(product.brand(), relevance.get(product.id()) / all, Double::sum);
        }
        double alike =
                brands.values().stream().mapToDouble(share -> share * share).sum();
        assertEquals(told.toString(), 1 - alike, told.path("ambiguity").asDouble(), 1e-6);
        assertEquals(
                told.toString(), 2 * DEFAULT * (1 - alike), told.path("value").asDouble(), 1e-6);
        judge(list);
        JsonNode vectors = report(list(clause("{'diversity': 'auto'}"))).path("diversity");
        assertEquals(
                vectors.toString(),
                spread(relevance, all),
                vectors.path("ambiguity").asDouble(),
                1e-6);
        assertEquals(
                vectors.toString(),
                2 * DEFAULT * vectors.path("ambiguity").asDouble(),
                vectors.path("value").asDouble(),
                1e-9);
    }

    /** The expected difference of two products drawn by their relevance. */
    private static double spread(Map<String, Double> relevance, double all) {
        double alike = 0;
        for (RequestShop.Product a : window()) {
            for (RequestShop.Product b : window()) {
                double cosine = SlowChoice.cosine(RequestShop.codes(a.vector()), RequestShop.codes(b.vector()));
                alike += relevance.get(a.id()) * relevance.get(b.id()) * cosine / (all * all);
            }
        }
        return Math.clamp(1 - alike, 0.0, 1.0);
    }
}
