/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** The lazy pass chooses what a pass that evaluates everything chooses, to the bit. */
public final class LazyPassTests extends RandomizedTest {

    /** At most so many of each value of the first field in each block; as a quota, and where none is left, anything. */
    private static final class Limit implements Gate {
        private final FieldValues values;
        private final int most;
        private final int within;
        private final int[] counts;
        private final boolean[] placed;
        private final int[] pins;
        private int position;

        Limit(FieldValues values, int most, int within, int[] pins) {
            this.values = values;
            this.most = most;
            this.within = within;
            this.counts = new int[values.cardinality()];
            this.placed = new boolean[values.size()];
            this.pins = pins;
        }

        @Override
        public int admittedFrom(int candidate, int at) {
            assertEquals(position, at);
            if (fits(candidate) || !anyFits()) {
                return at;
            }
            return (at / within + 1) * within;
        }

        private boolean anyFits() {
            for (int i = 0; i < placed.length; i++) {
                if (!placed[i] && !isPinned(i) && fits(i)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isPinned(int i) {
            return pins != null && Arrays.stream(pins).anyMatch(pin -> pin == i);
        }

        private boolean fits(int candidate) {
            for (int k = 0; k < values.count(candidate); k++) {
                if (counts[values.ordinal(candidate, k)] >= most) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void place(int candidate) {
            placed[candidate] = true;
            for (int k = 0; k < values.count(candidate); k++) {
                counts[values.ordinal(candidate, k)]++;
            }
            position++;
            if (position % within == 0) {
                Arrays.fill(counts, 0);
            }
        }

        @Override
        public List<Unmet> unmet(int positions) {
            return List.of();
        }

        @Override
        public boolean proven() {
            return true;
        }
    }

    /**
     * A gate that gives up a value for the block as soon as no candidate fits must ask those again that it sent to the next
     * block: so this one is asked position by position.
     */
    private static Gate asking(Gate gate) {
        return new Gate() {
            @Override
            public int admittedFrom(int candidate, int position) {
                return gate.admittedFrom(candidate, position) == position ? position : position + 1;
            }

            @Override
            public int soonest(int candidate, int position) {
                return getRandom().nextBoolean() ? admittedFrom(candidate, position) : position;
            }

            @Override
            public void place(int candidate) {
                gate.place(candidate);
            }

            @Override
            public List<Unmet> unmet(int positions) {
                return gate.unmet(positions);
            }

            @Override
            public boolean proven() {
                return gate.proven();
            }
        };
    }

    private void assertSame(Candidates candidates, Objective objective) {
        int n = candidates.size();
        int wanted = randomIntBetween(0, n);
        double lambda = ((Tradeoff.Fixed) objective.tradeoff()).diversity();
        Task task = Task.of(candidates, objective, () -> {});
        int most = randomIntBetween(1, 3);
        int within = randomIntBetween(1, 12);
        boolean quotas = randomBoolean();
        FieldValues values = candidates.fields().get(0);
        Gate lazyGate = quotas ? task.gate() : asking(new Limit(values, most, within, task.pinned()));
        Gate eagerGate = quotas ? task.gate() : asking(new Limit(values, most, within, task.pinned()));
        GreedyPass lazy = task.pass(lambda, lazyGate, wanted);
        EagerPass eager = EagerPass.run(candidates, objective, lambda, wanted, eagerGate);
        assertArrayEquals(eager.order(), lazy.order());
        assertArrayEquals(eager.gains(), lazy.gains(), 0);
    }

    @Test
    @Repeat(iterations = 3000)
    public void smallInstances() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(0, 40));
        assertSame(candidates, Instances.full(getRandom(), candidates));
    }

    @Test
    @Repeat(iterations = 40)
    public void largeInstances() {
        Candidates candidates = Instances.full(getRandom(), randomIntBetween(100, 250));
        assertSame(candidates, Instances.full(getRandom(), candidates));
    }

    /** A limit for a block sends candidates to its end, where they come back. */
    @Test
    @Repeat(iterations = 500)
    public void thoseSetAsideComeBack() {
        int n = randomIntBetween(1, 60);
        Candidates candidates = Instances.full(getRandom(), n);
        int[][] colours = new int[n][];
        // Never short of one that fits: as many colours as positions of a block.
        int within = randomIntBetween(1, 8);
        Arrays.setAll(colours, i -> new int[] {i % within});
        FieldValues values = FieldValues.of(colours, within);
        Objective objective = new Objective(
                randomFrom(Method.values()), randomDouble(), RelevanceWeights.DEFAULT, MissingVector.NEUTRAL, 0);
        int wanted = n / within * within;
        double lambda = randomDouble();
        Candidates unpinned = new Candidates(
                candidates.scores(),
                candidates.vectors(),
                candidates.queryCodes(),
                candidates.interests(),
                candidates.fields(),
                candidates.popularity(),
                null);
        Task task = Task.of(unpinned, objective, () -> {});
        GreedyPass lazy = task.pass(lambda, new Limit(values, 1, within, null), wanted);
        EagerPass eager = EagerPass.run(unpinned, objective, lambda, wanted, new Limit(values, 1, within, null));
        assertArrayEquals(eager.order(), lazy.order());
        assertArrayEquals(eager.gains(), lazy.gains(), 0);
        for (int p = 0; p < wanted; p++) {
            for (int q = p - p % within; q < p; q++) {
                assertTrue(values.ordinal(lazy.order()[p], 0) != values.ordinal(lazy.order()[q], 0));
            }
        }
    }

    @Test
    public void aGateThatAdmitsNobodyIsAnError() {
        Candidates candidates = Instances.distinct(getRandom(), 3, 0);
        Objective objective = new Objective(Method.MMR, 0.5, RelevanceWeights.DEFAULT, MissingVector.NEUTRAL, 0);
        Task task = Task.of(candidates, objective, () -> {});
        Gate shut = new Gate() {
            @Override
            public int admittedFrom(int candidate, int position) {
                return position + 1;
            }

            @Override
            public void place(int candidate) {}

            @Override
            public List<Unmet> unmet(int positions) {
                return List.of();
            }

            @Override
            public boolean proven() {
                return true;
            }
        };
        assertThrows(IllegalStateException.class, () -> task.pass(0.5, shut, 1));
    }
}
