/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public final class QuotaGateTests extends RandomizedTest {

    private static final int ANY = Quota.UNLIMITED;

    private static Candidates candidates(FieldValues... fields) {
        int n = fields[0].size();
        return new Candidates(new float[n], new VectorTable(1, n), null, new byte[0][], List.of(fields), null, null);
    }

    /** One value for each letter, none for a dot. */
    private static FieldValues values(String letters) {
        int[][] values = letters.chars()
                .mapToObj(letter -> letter == '.' ? new int[0] : new int[] {letter - 'a'})
                .toArray(int[][]::new);
        return FieldValues.of(values, 26);
    }

    private FieldValues random(int n, int cardinality, int several) {
        int[][] values = new int[n][];
        boolean skewed = randomBoolean();
        for (int i = 0; i < n; i++) {
            values[i] = new int[randomIntBetween(randomIntBetween(0, 5) == 0 ? 0 : 1, several)];
            for (int v = 0; v < values[i].length; v++) {
                int most = cardinality - 1;
                values[i][v] = randomIntBetween(0, skewed ? randomIntBetween(0, most) : most);
            }
        }
        return FieldValues.of(values, cardinality + 1);
    }

    private Quota quota(int field, int cardinality, int within) {
        if (randomIntBetween(0, 2) == 0) {
            return new Quota(field, Quota.EACH, 0, randomIntBetween(0, Math.min(4, within)), within);
        }
        int least = randomIntBetween(0, 2) == 0 ? 0 : randomIntBetween(0, Math.min(within, 3));
        int most = randomBoolean() ? ANY : randomIntBetween(least, within);
        return new Quota(field, randomIntBetween(0, cardinality), least, most, within);
    }

    private int[] pins(int n, int count) {
        int[] pinnedAt = new int[n];
        Arrays.fill(pinnedAt, -1);
        int[] order = Instances.permutation(getRandom(), n);
        int[] places = Instances.permutation(getRandom(), n);
        for (int i = 0; i < count; i++) {
            pinnedAt[places[i]] = order[i];
        }
        return pinnedAt;
    }

    /** A greedy list by random gains that change at each position; asks again no sooner than it was told to. */
    private List<Integer> drive(Gate gate, int[] pinnedAt) {
        int n = pinnedAt.length;
        List<Integer> pool = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            pool.add(i);
        }
        Arrays.stream(pinnedAt).filter(pinned -> pinned >= 0).forEach(pinned -> pool.removeAll(List.of(pinned)));
        int[] from = new int[n];
        List<Integer> list = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            int chosen = pinnedAt[p];
            if (chosen < 0) {
                Collections.shuffle(pool, getRandom());
                for (int i = 0; i < pool.size() && chosen < 0; i++) {
                    int candidate = pool.get(i);
                    if (from[candidate] <= p) {
                        int soonest = gate.soonest(candidate, p);
                        from[candidate] = gate.admittedFrom(candidate, p);
                        assertTrue(from[candidate] >= p);
                        assertTrue(soonest == p || soonest == from[candidate]);
                        chosen = from[candidate] == p ? candidate : -1;
                    }
                }
                assertNotEquals("stalled at " + p, -1, chosen);
                pool.removeAll(List.of(chosen));
            }
            gate.place(chosen);
            list.add(chosen);
        }
        return list;
    }

    @Test
    @Repeat(iterations = 20)
    public void admitsExactlyWhatKeepsTheLeastShortfall() {
        for (int round = 0; round < 75; round++) {
            compareWithTheOracle();
        }
    }

    private void compareWithTheOracle() {
        int n = randomIntBetween(1, 8);
        int fields = randomIntBetween(1, 2);
        int cardinality = randomIntBetween(1, 3);
        Candidates candidates = fields == 1
                ? candidates(random(n, cardinality, 1))
                : candidates(random(n, cardinality, 1), random(n, cardinality, 1));
        int[] within = {randomIntBetween(1, 6), randomIntBetween(1, 6)};
        if (randomBoolean()) {
            within[1] = within[0] * randomIntBetween(1, 3);
        }
        List<Quota> quotas = new ArrayList<>();
        for (int q = randomIntBetween(1, 4); q > 0; q--) {
            int group = randomIntBetween(0, 1);
            quotas.add(quota(group % fields, cardinality, within[group]));
        }
        int[] pinnedAt = pins(n, randomBoolean() ? 0 : randomIntBetween(0, n));
        QuotaOracle oracle = new QuotaOracle(candidates, quotas, pinnedAt);
        Gate gate = QuotaGate.of(candidates, quotas, pinnedAt, () -> {});
        boolean[] pinned = new boolean[n];
        Arrays.stream(pinnedAt).filter(candidate -> candidate >= 0).forEach(candidate -> pinned[candidate] = true);
        int[] from = new int[n];
        List<Integer> list = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            List<Integer> admitted = new ArrayList<>();
            int[] least = oracle.least(list, p);
            boolean all = randomBoolean();
            for (int i = 0; i < n && pinnedAt[p] < 0; i++) {
                if (!pinned[i] && !list.contains(i)) {
                    list.add(i);
                    boolean keeps = Arrays.equals(least, oracle.least(list, p));
                    list.removeLast();
                    if (from[i] > p) {
                        assertTrue("told to ask too late", !keeps);
                    } else if (all || randomBoolean()) {
                        from[i] = gate.admittedFrom(i, p);
                        assertEquals(quotas + " " + list + " " + i, keeps, from[i] == p);
                    }
                    if (keeps) {
                        admitted.add(i);
                    }
                }
            }
            int chosen = pinnedAt[p] >= 0 ? pinnedAt[p] : admitted.get(randomIntBetween(0, admitted.size() - 1));
            if (randomBoolean()) {
                assertUnfilled(oracle, gate, p, least);
            }
            gate.place(chosen);
            list.add(chosen);
        }
        for (int positions = 0; positions <= n + 1; positions++) {
            assertEquals(oracle.unmet(list, positions), gate.unmet(positions));
        }
    }

    /** What the gate says of blocks that are not filled is the least there is. */
    private static void assertUnfilled(QuotaOracle oracle, Gate gate, int position, int[] least) {
        List<Unmet> unmet = gate.unmet(position + 1);
        List<Integer> order = oracle.order(position);
        for (int i = 0; i < order.size(); i++) {
            int quota = order.get(i);
            int said = unmet.stream()
                    .filter(one -> one.quota() == quota)
                    .reduce((one, other) -> other)
                    .filter(one -> oracle.current(quota, position) == one.block())
                    .map(Unmet::shortfall)
                    .orElse(0);
            assertEquals(least[i], said);
        }
    }

    /** The first block has an arrangement that holds; a later one where a few random tries find one. */
    @Test
    @Repeat(iterations = 20)
    public void whatCanHoldHolds() {
        for (int round = 0; round < 500; round++) {
            plantAndDrive();
        }
    }

    private void plantAndDrive() {
        int n = randomIntBetween(4, 60);
        int within = randomIntBetween(2, 12);
        int cardinality = randomIntBetween(1, 8);
        Candidates candidates = candidates(random(n, cardinality, 1), random(n, cardinality, 1));
        int[] pinnedAt = pins(n, randomIntBetween(0, 3) == 0 ? randomIntBetween(0, 3) : 0);
        QuotaOracle judge = new QuotaOracle(candidates, List.of(), pinnedAt);
        List<Integer> planted = filling(List.of(), pinnedAt, within);
        List<Quota> quotas = new ArrayList<>();
        for (int q = randomIntBetween(1, 5); q > 0; q--) {
            int field = randomIntBetween(0, 1);
            int value = randomIntBetween(-1, cardinality - 1);
            int count = value < 0 ? 0 : judge.shortfall(new Quota(field, value, 0, 0, within), planted, false);
            int most = within;
            while (judge.shortfall(new Quota(field, value, 0, most - 1, within), planted, false) == 0 && most > 1) {
                most--;
            }
            int least = value < 0 ? 0 : randomIntBetween(0, count);
            quotas.add(new Quota(field, value, least, Math.max(least, randomBoolean() ? most : within), within));
        }
        Gate gate = QuotaGate.of(candidates, quotas, pinnedAt, () -> {});
        List<Integer> list = drive(gate, pinnedAt);
        List<Unmet> unmet = gate.unmet(n);
        assertEquals(new QuotaOracle(candidates, quotas, pinnedAt).unmet(list, n), unmet);
        assertTrue(unmet.stream().noneMatch(one -> one.block() == 0));
        for (Unmet one : unmet) {
            List<Integer> before = list.subList(0, one.block() * within);
            for (int attempt = 0; attempt < 10; attempt++) {
                List<Integer> block = filling(before, pinnedAt, within);
                assertTrue(quotas.stream().anyMatch(quota -> judge.shortfall(quota, block, false) > 0));
            }
        }
        assertTrue(gate.proven());
    }

    /** Some candidates that could fill the block after others. */
    private List<Integer> filling(List<Integer> before, int[] pinnedAt, int within) {
        int n = pinnedAt.length;
        List<Integer> left = new ArrayList<>();
        for (int i : Instances.permutation(getRandom(), n)) {
            if (!before.contains(i) && Arrays.stream(pinnedAt).noneMatch(pinned -> pinned == i)) {
                left.add(i);
            }
        }
        List<Integer> block = new ArrayList<>();
        for (int p = before.size(); p < Math.min(n, before.size() + within); p++) {
            block.add(pinnedAt[p] >= 0 ? pinnedAt[p] : left.removeLast());
        }
        return block;
    }

    @Test
    @Repeat(iterations = 10)
    public void bestEffortFillsTheListAndTellsTheTruth() {
        for (int round = 0; round < 100; round++) {
            driveWithBestEffort();
        }
    }

    private void driveWithBestEffort() {
        int n = randomIntBetween(1, 40);
        int cardinality = randomIntBetween(1, 6);
        FieldValues[] fields = new FieldValues[randomIntBetween(1, 4)];
        Arrays.setAll(fields, field -> random(n, cardinality, randomIntBetween(1, 3)));
        Candidates candidates = candidates(fields);
        List<Quota> quotas = new ArrayList<>();
        for (int q = randomIntBetween(1, 16); q > 0; q--) {
            int within = randomBoolean() ? 10 : randomIntBetween(1, 50);
            quotas.add(quota(randomIntBetween(0, fields.length - 1), cardinality, within));
        }
        int[] pinnedAt = pins(n, randomBoolean() ? 0 : randomIntBetween(0, n));
        Gate gate = QuotaGate.of(candidates, quotas, pinnedAt, () -> {});
        List<Integer> list = drive(gate, pinnedAt);
        assertEquals(n, list.stream().distinct().count());
        List<Unmet> unmet = gate.unmet(n);
        assertEquals(new QuotaOracle(candidates, quotas, pinnedAt).unmet(list, n), unmet);
        assertTrue(gate.proven() || !unmet.isEmpty());
    }

    @Test
    @Repeat(iterations = 3)
    public void manyCandidatesAndQuotas() {
        int n = 1000;
        Candidates candidates = candidates(random(n, 200, 1), random(n, 40, 1), random(n, 40, 2));
        int[] within = {randomIntBetween(1, 30), randomIntBetween(1, 200)};
        List<Quota> quotas = new ArrayList<>();
        for (int q = 0; q < 16; q++) {
            int field = q % (rarely() ? 3 : 2);
            quotas.add(quota(field, 40, within[field % 2]));
        }
        int[] pinnedAt = pins(n, 3);
        Gate gate = QuotaGate.of(candidates, quotas, pinnedAt, () -> {});
        List<Integer> list = drive(gate, pinnedAt);
        assertEquals(n, list.stream().distinct().count());
        assertEquals(new QuotaOracle(candidates, quotas, pinnedAt).unmet(list, n), gate.unmet(n));
    }

    private static int[] unpinned(int n) {
        int[] pinnedAt = new int[n];
        Arrays.fill(pinnedAt, -1);
        return pinnedAt;
    }

    /** The first that is admitted, again and again. */
    private static String first(String letters, List<Quota> quotas, int[] pinnedAt, List<Unmet> unmet) {
        Gate gate = QuotaGate.of(candidates(values(letters)), quotas, pinnedAt, () -> {});
        StringBuilder list = new StringBuilder();
        boolean[] placed = new boolean[letters.length()];
        Arrays.stream(pinnedAt).filter(pinned -> pinned >= 0).forEach(pinned -> placed[pinned] = true);
        for (int p = 0; p < letters.length(); p++) {
            int chosen = pinnedAt[p];
            for (int i = 0; chosen < 0; i++) {
                chosen = !placed[i] && gate.admittedFrom(i, p) == p ? i : -1;
            }
            placed[chosen] = true;
            gate.place(chosen);
            list.append(letters.charAt(chosen));
        }
        assertEquals(unmet, gate.unmet(letters.length()));
        assertTrue(gate.proven());
        return list.toString();
    }

    @Test
    public void listsAsTheyAreMeant() {
        Quota two = new Quota(0, Quota.EACH, 0, 2, 4);
        assertEquals("aabbaab.", first("aaaabbb.", List.of(two), unpinned(8), List.of()));
        Quota lateNew = new Quota(0, 'n' - 'a', 1, ANY, 3);
        assertEquals("aanaan", first("aaaann", List.of(lateNew), unpinned(6), List.of()));
        assertEquals("aanaana", first("aaaaann", List.of(lateNew), unpinned(7), List.of(new Unmet(0, 2, 1))));
        Quota never = new Quota(0, 0, 0, 0, 3);
        assertEquals("bbbaaa", first("aaabbb", List.of(never), unpinned(6), List.of(new Unmet(0, 1, 3))));
        Quota nobody = new Quota(0, 'z' - 'a', 2, ANY, 3);
        assertEquals("aab", first("aab", List.of(nobody), unpinned(3), List.of(new Unmet(0, 0, 2))));
        Quota whole = new Quota(0, 'b' - 'a', 3, 3, 3);
        assertEquals("bbbaaa", first("aaabbb", List.of(whole), unpinned(6), List.of(new Unmet(0, 1, 3))));
    }

    @Test
    public void theMoreImportantQuotaIsMet() {
        Quota few = new Quota(0, 0, 0, 1, 3);
        Quota many = new Quota(0, 0, 3, ANY, 3);
        assertEquals(
                "abb",
                first(
                                "aaabb",
                                List.of(few, many),
                                unpinned(5),
                                List.of(new Unmet(1, 0, 2), new Unmet(0, 1, 1), new Unmet(1, 1, 1)))
                        .substring(0, 3));
        assertEquals(
                "aaa",
                first("aaabb", List.of(many, few), unpinned(5), List.of(new Unmet(1, 0, 2), new Unmet(0, 1, 3)))
                        .substring(0, 3));
    }

    @Test
    public void pinsCountAndWin() {
        Quota one = new Quota(0, Quota.EACH, 0, 1, 3);
        int[] pinnedAt = unpinned(6);
        pinnedAt[2] = 0;
        assertEquals("bcaabc", first("aabbcc", List.of(one), pinnedAt, List.of()));
        pinnedAt[1] = 1;
        assertEquals(
                "baabcc", first("aabbcc", List.of(one), pinnedAt, List.of(new Unmet(0, 0, 1), new Unmet(0, 1, 1))));
    }

    @Test
    public void aValueThatIsFullIsAskedForInTheNextBlock() {
        Gate gate = QuotaGate.of(
                candidates(values("aaaabcdefghi")), List.of(new Quota(0, Quota.EACH, 0, 1, 5)), unpinned(12), () -> {});
        assertEquals(0, gate.admittedFrom(0, 0));
        gate.place(0);
        assertEquals(5, gate.admittedFrom(1, 1));
        assertEquals(1, gate.admittedFrom(4, 1));
        assertThrows(IllegalArgumentException.class, () -> gate.admittedFrom(4, 2));
    }

    @Test
    public void whatIsNotThereIsRefused() {
        Candidates candidates = candidates(values("ab"));
        int[] pinnedAt = unpinned(2);
        for (Quota bad : List.of(new Quota(1, 0, 0, 1, 2), new Quota(0, 26, 0, 1, 2), new Quota(0, -2, 0, 1, 2))) {
            List<Quota> quotas = List.of(bad);
            assertThrows(IllegalArgumentException.class, () -> QuotaGate.of(candidates, quotas, pinnedAt, () -> {}));
        }
        List<Quota> none = List.of();
        int[] three = new int[3];
        assertThrows(IllegalArgumentException.class, () -> QuotaGate.of(candidates, none, three, () -> {}));
        assertArrayEquals(new int[] {-1, -1}, pinnedAt);
    }

    @Test
    public void whoeverWaitsCanGiveUpWithinAPosition() {
        int n = 200;
        int[][] single = new int[n][];
        int[][] several = new int[n][];
        Arrays.setAll(single, i -> new int[] {i % 50});
        Arrays.setAll(several, i -> new int[] {i % 40, 40 + i % 7});
        FieldValues one = FieldValues.of(single, 50);
        FieldValues many = FieldValues.of(several, 47);
        // Nothing may be taken, so that every kind of candidate is looked at; or the end of a block has to be planned.
        Quota none = new Quota(0, Quota.EACH, 0, 0, 10);
        for (List<FieldValues> fields : List.of(List.of(many), List.of(one, one))) {
            List<Quota> quotas =
                    fields.size() == 1 ? List.of(none) : List.of(none, new Quota(1, 3, 2, Quota.UNLIMITED, 10));
            int[] checks = new int[1];
            Gate gate = QuotaGate.of(
                    candidates(fields.toArray(FieldValues[]::new)), quotas, unpinned(n), () -> checks[0]++);
            gate.admittedFrom(0, 0);
            assertTrue("checks " + checks[0], checks[0] > 10);
        }
    }
}
