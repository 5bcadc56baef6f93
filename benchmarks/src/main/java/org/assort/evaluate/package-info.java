/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code ./evaluate}: how good the lists are, on a catalogue with rated queries. A run goes
 * {@link org.assort.evaluate.Evaluate} (the command) → {@link org.assort.evaluate.data.RatedShop} (what is read) →
 * {@link org.assort.evaluate.template.TemplateFolder} (what is asked) → {@link org.assort.evaluate.run.Evaluator} (the
 * node's rankings and their figures, after {@code measure}) → {@link org.assort.evaluate.choice.CrossValidation} (a
 * setting chosen on other queries) → {@code report} (table, bars, files, picture).
 */
package org.assort.evaluate;
