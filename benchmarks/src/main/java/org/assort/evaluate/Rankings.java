/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.bench.Report;
import org.assort.bench.Workplace;
import org.assort.bench.shop.Encoder;
import org.assort.bench.shop.ShopIndex;
import org.assort.bench.shop.ShopNodes;
import org.assort.evaluate.data.Item;
import org.assort.evaluate.data.RatedShop;
import org.assort.evaluate.run.EvaluationIndex;
import org.assort.evaluate.run.Evaluator;
import org.assort.evaluate.run.Outcome;
import org.assort.evaluate.run.TemplateRefused;
import org.assort.evaluate.run.TemplateSearch;
import org.assort.evaluate.template.Template;

/**
 * What a real node answered to every template of a plan.
 *
 * @param outcomes by the template's name
 * @param refused the node's reason, by the template's name
 */
record Rankings(Map<String, Outcome> outcomes, Map<String, String> refused) {

    /** Starts a node, fills it, asks, and stops it. No template is asked twice. */
    static Rankings of(Plan plan, Workplace workplace, String aspect, Report report) throws Exception {
        RatedShop shop = plan.shop();
        try (Encoder encoder = Encoder.load(workplace)) {
            report.step("embedding " + shop.items().size() + " products in this JVM");
            float[][] vectors = encoder.passagesOnAllCores(
                    shop.items().stream().map(item -> item.product().text()).toList());
            float[][] queries = new float[shop.queries().size()][];
            for (int i = 0; i < queries.length; i++) {
                queries[i] = encoder.query(shop.queries().get(i));
            }
            report.step("starting a node");
            try (ShopNodes node = ShopNodes.one(workplace, encoder)) {
                report.step("indexing");
                ShopIndex index = EvaluationIndex.fill(node.http(), shop.items(), vectors);
                TemplateSearch search = new TemplateSearch(index, aspect);
                Evaluator evaluator = new Evaluator(search, shop, byId(shop.items(), vectors), queries);
                return ask(evaluator, plan, report);
            }
        }
    }

    private static Map<String, float[]> byId(List<Item> items, float[][] vectors) {
        Map<String, float[]> byId = new HashMap<>();
        for (int i = 0; i < vectors.length; i++) {
            byId.put(items.get(i).product().id(), vectors[i]);
        }
        return byId;
    }

    private static Rankings ask(Evaluator evaluator, Plan plan, Report report) throws IOException {
        Map<String, Template> all = Stream.concat(plan.shown().stream(), plan.candidates().stream())
                .collect(Collectors.toMap(Template::name, template -> template, (a, b) -> a, LinkedHashMap::new));
        report.step("searching " + plan.shop().queries().size() + " queries with " + all.size() + " templates");
        Map<String, Outcome> outcomes = new HashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Template template : all.values()) {
            try {
                outcomes.put(template.name(), evaluator.run(template));
            } catch (TemplateRefused refusal) {
                refused.put(template.name(), refusal.getMessage());
            }
        }
        return new Rankings(outcomes, refused);
    }

    Optional<Outcome> outcome(String template) {
        return Optional.ofNullable(outcomes.get(template));
    }

    /** Those of some templates that were answered, in order. */
    List<Outcome> of(List<Template> templates) {
        return templates.stream()
                .map(template -> outcomes.get(template.name()))
                .filter(outcome -> outcome != null)
                .toList();
    }
}
