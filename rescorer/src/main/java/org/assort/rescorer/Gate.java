/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.List;

/**
 * Says which candidates may take the next position. Positions are filled from 0 on, each by one call of {@link #place}.
 * At every position that is not pinned at least one of the candidates left is admitted, so that a list can be filled.
 */
interface Gate {

    /** Lets everything pass. */
    Gate OPEN = new Gate() {
        @Override
        public int admittedFrom(int candidate, int position) {
            return position;
        }

        @Override
        public void place(int candidate) {
            // Nothing to remember.
        }

        @Override
        public List<Unmet> unmet(int positions) {
            return List.of();
        }

        @Override
        public boolean proven() {
            return true;
        }
    };

    /**
     * The first position, not before the one that is to be filled, at which it is worth asking for this candidate again.
     *
     * @param candidate not placed yet, and not pinned to a later position
     * @param position the position that is to be filled
     * @return {@code position} if the candidate may take it
     */
    int admittedFrom(int candidate, int position);

    /**
     * The same where a few additions tell, else {@code position}. For those who may gain most and have yet to be compared: who is
     * not admitted need not be.
     *
     * @param candidate not placed yet, and not pinned to a later position
     * @param position the position that is to be filled
     */
    default int soonest(int candidate, int position) {
        return position;
    }

    /** Takes note that the candidate took the position that was to be filled; one that was pinned there passes as well. */
    void place(int candidate);

    /**
     * The quotas that blocks cannot meet, of all blocks that begin among the first positions, in the order of blocks and
     * then of quotas. Asked for after those positions are filled.
     */
    List<Unmet> unmet(int positions);

    /** Whether it is certain that no other choice would have met more. */
    boolean proven();

    /**
     * The gate of an objective, before the first position.
     *
     * @param pinned {@code int[n]} by position: the candidate that is pinned to it, -1 where none is; null for no pin at all
     * @param check run now and then while much is to be done for a position; throws to give up
     */
    static Gate of(Candidates candidates, Objective objective, int[] pinned, Runnable check) {
        return objective.quotas().isEmpty() ? OPEN : QuotaGate.of(candidates, objective.quotas(), pinned, check);
    }
}
