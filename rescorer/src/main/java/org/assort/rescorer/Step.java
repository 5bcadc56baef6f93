/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Why a position of a {@link Choice} went to its candidate: {@code gain} = (1−λ)·{@code relevance} + λ·{@code
 * diversity}, and {@code gain} + {@code clamp} is the score.
 *
 * @param candidate index of the chosen one
 * @param relevance r, in [0, 1]
 * @param diversity D at the time of the choice, at most 0
 * @param closest index of the candidate chosen earlier that cost it most: the one of greatest cosine, the first of
 *     equals; -1 where none did (the first position, a missing vector, or for {@code mmr} no cosine above 0)
 * @param similarity the cosine to {@code closest}, 0 where that is -1
 * @param gain marginal gain, as compared with the other candidates
 * @param clamp the score less the gain: rounding to float, and what keeps the score below the one before
 */
public record Step(
        int candidate, double relevance, double diversity, int closest, float similarity, double gain, double clamp) {}
