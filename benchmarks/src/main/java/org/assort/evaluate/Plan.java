/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.evaluate.data.RatedShop;
import org.assort.evaluate.run.TemplateSearch;
import org.assort.evaluate.template.Template;
import org.assort.evaluate.template.TemplateFolder;

/**
 * What a run will do: everything that can be wrong with what the user gave is found here, before a node is started.
 *
 * @param shown templates that the table has, the baseline among them
 * @param candidates among which cross-validation chooses
 */
record Plan(RatedShop shop, List<Template> shown, List<Template> candidates) {

    /** Below that, folds and intervals say nothing. */
    private static final int FEWEST_QUERIES = 10;

    static Plan of(Options options) throws Misuse {
        try {
            RatedShop shop = RatedShop.read(options.data(), options.aspect());
            if (shop.queries().size() < FEWEST_QUERIES) {
                throw new Misuse(
                        "[--data] must have at least " + FEWEST_QUERIES + " queries with a relevant product, got ["
                                + shop.queries().size() + "]");
            }
            List<TemplateFolder> folders =
                    new ArrayList<>(List.of(TemplateFolder.builtIn(TemplateSearch.PLACEHOLDERS)));
            if (options.templates() != null) {
                folders.add(TemplateFolder.at(options.templates(), TemplateSearch.PLACEHOLDERS));
            }
            Map<String, Template> shown = new LinkedHashMap<>();
            Map<String, Template> candidates = new LinkedHashMap<>();
            for (TemplateFolder folder : folders) {
                folder.shown().forEach(template -> shown.put(template.name(), template));
                folder.candidates().forEach(template -> candidates.put(template.name(), template));
            }
            if (!shown.containsKey(options.baseline())) {
                throw new Misuse(
                        "[--baseline] must be one of " + shown.keySet() + ", got [" + options.baseline() + "]");
            }
            return new Plan(shop, List.copyOf(shown.values()), List.copyOf(candidates.values()));
        } catch (Misuse misuse) {
            throw misuse;
        } catch (IOException wrong) {
            throw new Misuse(wrong);
        }
    }
}
