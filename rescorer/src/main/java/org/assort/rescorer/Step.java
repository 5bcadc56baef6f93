/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/**
 * Why a position of a {@link Choice} went to its candidate: {@code relevance} is the sum of weight · value over the signals
 * that are present; {@code gain} = (1−λ)·{@code relevance} + λ·({@code diversity} + Σ weight · {@code coverages} +
 * weight · {@code novelty}); and {@code gain} + {@code clamp} is the score.
 *
 * @param candidate index of the chosen one
 * @param relevance r, in [0, 1]
 * @param query its first-pass score among all
 * @param semantic its likeness to the query's vector
 * @param profile its likeness to the nearest of the shopper's interests
 * @param diversity D at the time of the choice, at most 0
 * @param closest index of the candidate chosen earlier that cost it most: the one of greatest cosine, the first of
 *     equals; -1 where none did (the first position, a missing vector, or for {@code mmr} no cosine above 0)
 * @param similarity the cosine to {@code closest}, 0 where that is -1
 * @param coverages {@code double[coverages]} each C at the time of the choice, in [0, 1], without its weight
 * @param novelty N, in [0, 1], without its weight; 0 where the objective gives it none
 * @param pinned whether it stands here because it was pinned
 * @param passedOver how many candidates quotas kept from this position that would have gone before it: of a greater gain, or
 *     the same and a lower index; under {@link MissingVector#LAST} those with a vector before those without. 0 where it was
 *     pinned.
 * @param gain marginal gain, as compared with the other candidates
 * @param clamp the score less the gain: rounding to float, and what keeps the score below the one before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Step(
        int candidate,
        double relevance,
        Signal query,
        Signal semantic,
        Signal profile,
        double diversity,
        int closest,
        double similarity,
        double[] coverages,
        double novelty,
        boolean pinned,
        int passedOver,
        double gain,
        double clamp) {}
