/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Choosing: relevance, similarity and greedy selection over a window of candidates.
 *
 * <p>One call reads in this order:
 *
 * <ol>
 *   <li>{@link org.assort.rescorer.VectorCodes}: a vector as int8 codes, on which all cosines are exact
 *   <li>{@link org.assort.rescorer.Candidates} and {@link org.assort.rescorer.Objective}: what is chosen from, and how
 *   <li>{@link org.assort.rescorer.Diversifier}: the order of the steps below
 *   <li>{@code Relevance}: the signals blended into r
 *   <li>{@code GreedyPass}: the candidate with the greatest marginal gain, again and again
 *   <li>{@code MmrTerm} or {@code DppTerm}: what the gain counts beside r
 *   <li>{@link org.assort.rescorer.Choice}: order, scores, and a {@link org.assort.rescorer.Step} per position for an
 *       explanation
 *   <li>{@link org.assort.rescorer.ListMeasures}: how different and how relevant the result is
 * </ol>
 *
 * <p>Nothing here knows OpenSearch, starts a thread, or keeps state between calls.
 */
package org.assort.rescorer;
