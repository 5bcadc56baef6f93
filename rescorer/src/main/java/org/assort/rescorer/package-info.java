/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Choosing: relevance, similarity, coverage, quotas and greedy selection over a window of candidates.
 *
 * <p>One call reads in this order:
 *
 * <ol>
 *   <li>{@link org.assort.rescorer.VectorCodes}: a vector as int8 codes, on which all cosines are exact
 *   <li>{@link org.assort.rescorer.Interests}: what a shopper likes, as a few vectors; made before, for the candidates
 *   <li>{@link org.assort.rescorer.Candidates} and {@link org.assort.rescorer.Objective}: what is chosen from, and how; the
 *       objective has a {@link org.assort.rescorer.Coverage} for each field whose values are to be in the list, and a {@link
 *       org.assort.rescorer.Quota} for each bound on what blocks of positions hold
 *   <li>{@link org.assort.rescorer.Diversifier}: the order of the steps below
 *   <li>{@code Relevance}: the signals blended into r; {@code RelevanceOrder}: the order by it, and who is pinned where
 *   <li>{@code LambdaSearch}: the λ of a {@link org.assort.rescorer.Tradeoff}, given, by {@code Ambiguity} or by a budget
 *   <li>{@code GreedyPass}: the candidate with the greatest marginal gain, again and again
 *   <li>{@code Gains}: what the gain counts, r and the terms: {@code MmrTerm} or {@code DppTerm} for what the list holds
 *       already, {@code DecayTerm} or {@code TargetTerm} for each coverage, {@code NoveltyTerm}
 *   <li>{@code Gate}: who may take a position. {@code QuotaGate} holds the list to quotas: {@code QuotaGroup} counts what
 *       those of one field are about, {@code QuotaPlan} fills blocks of up to two fields by a {@code QuotaFlow} of least shortfall, {@code
 *       QuotaRelief} gives way where there is no plan
 *   <li>{@link org.assort.rescorer.Choice}: order, scores, {@link org.assort.rescorer.Unmet} quotas, and a {@link
 *       org.assort.rescorer.Step} per position for an explanation
 *   <li>{@link org.assort.rescorer.ListMeasures}: how different and how relevant the result is
 * </ol>
 *
 * <p>What all of this spends its time on, products of rows, is in {@link org.assort.rescorer.simd}.
 *
 * <p>Nothing here knows OpenSearch, starts a thread, or keeps state between calls.
 */
package org.assort.rescorer;
