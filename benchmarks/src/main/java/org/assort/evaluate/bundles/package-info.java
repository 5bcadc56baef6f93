/* SPDX-License-Identifier: Apache-2.0 */
/**
 * {@code ./evaluate bundles}: whether what is recommended beside a product is bought with it later. A run goes {@link org.assort.bench.orders.Orders} (what is read) → {@link org.assort.evaluate.bundles.Split} (the first orders by date are
 * mined, the rest is held back) → {@link org.assort.evaluate.bundles.Recommender} (ten partners of each anchor: our score, measures,
 * what a node answers today) → {@link org.assort.evaluate.bundles.HeldBack} (what became of them) → {@link
 * org.assort.evaluate.bundles.BundleEvaluation} (table, bars, files, picture).
 */
package org.assort.evaluate.bundles;
