/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Why a position of a {@link Choice} went to its candidate: {@code relevance} = {@code queryWeight}·{@code query} +
 * {@code semanticWeight}·{@code semantic}, where an absent signal adds nothing; {@code gain} = (1−λ)·{@code relevance} +
 * λ·{@code diversity}; and {@code gain} + {@code clamp} is the score.
 *
 * @param candidate index of the chosen one
 * @param relevance r, in [0, 1]
 * @param query its first-pass score among all, in [0, 1]
 * @param queryWeight normalised weight of {@code query}, in [0, 1]
 * @param semantic its likeness to the query's vector, in [0, 1]; NaN where the signal is absent: off, without weight, or
 *     the candidate has no vector
 * @param semanticWeight normalised weight of {@code semantic}, in [0, 1], 0 where that is absent. The two weights sum to
 *     1, but are both 0 where all weight is on a semantic signal that this candidate lacks
 * @param diversity D at the time of the choice, at most 0
 * @param closest index of the candidate chosen earlier that cost it most: the one of greatest cosine, the first of
 *     equals; -1 where none did (the first position, a missing vector, or for {@code mmr} no cosine above 0)
 * @param similarity the cosine to {@code closest}, 0 where that is -1
 * @param gain marginal gain, as compared with the other candidates
 * @param clamp the score less the gain: rounding to float, and what keeps the score below the one before
 */
public record Step(
        int candidate,
        double relevance,
        double query,
        double queryWeight,
        double semantic,
        double semanticWeight,
        double diversity,
        int closest,
        double similarity,
        double gain,
        double clamp) {}
