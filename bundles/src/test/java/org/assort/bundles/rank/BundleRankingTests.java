/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.rank;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.Oracle;
import org.assort.bundles.OrderIndex;
import org.assort.bundles.OrderIndex.Layout;
import org.assort.bundles.OrderIndex.Numbered;
import org.assort.bundles.Passes;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.merge.MinedBundles;
import org.junit.Test;

/** The list is the one that its definition says, and shows what a shop would want of it. */
public final class BundleRankingTests extends RandomizedTest {

    private static final MinerSettings MINER = new MinerSettings(2, 4, 3, 32, 64, MinerSettings.EXACT, 1_000);

    /** Facts by item, those that are there. */
    private static final class Facts implements ItemFacts {
        private final Map<String, List<String>> categories = new HashMap<>();
        private final Map<String, Double> prices = new HashMap<>();
        private final Map<String, Double> relevances = new HashMap<>();
        private final List<String> missing = new ArrayList<>();

        @Override
        public boolean available(String item) {
            return !missing.contains(item);
        }

        @Override
        public List<String> categories(String item) {
            return categories.getOrDefault(item, List.of());
        }

        @Override
        public OptionalDouble price(String item) {
            return prices.containsKey(item) ? OptionalDouble.of(prices.get(item)) : OptionalDouble.empty();
        }

        @Override
        public double relevance(String anchor) {
            return relevances.getOrDefault(anchor, 1.0);
        }
    }

    /** A shop whose orders are written down as items without a blank: "lamp bulb" a number of times. */
    private static final class Shop {
        private final List<List<String>> orders = new ArrayList<>();
        private final Facts facts = new Facts();
        private RankingSettings settings = RankingSettings.DEFAULT;
        private Map<String, List<Neighbour>> neighbours = Map.of();
        private long floor = 1;

        Shop sold(int times, String... items) {
            for (int i = 0; i < times; i++) {
                orders.add(List.of(items));
            }
            return this;
        }

        /** Orders of one thing each, so that the others are rare. */
        Shop others(int times) {
            for (int i = 0; i < times; i++) {
                orders.add(List.of("other " + i % 100));
            }
            return this;
        }

        List<Bundle> bundles(List<String> anchors, int shards) throws IOException {
            List<Numbered> numbered = new ArrayList<>();
            orders.forEach(items -> numbered.add(new Numbered(numbered.size(), items, true)));
            List<OrderIndex> indices = OrderIndex.shards(Layout.KEYWORDS, numbered, shards, 0, 2, getRandom());
            try {
                Passes passes = new Passes(indices, false);
                List<String> lenders = neighbours.values().stream()
                        .flatMap(List::stream)
                        .map(Neighbour::item)
                        .distinct()
                        .toList();
                Borrowed borrowed =
                        lenders.isEmpty() ? Borrowed.NOTHING : new Borrowed(passes.mine(MINER, lenders), neighbours);
                return list(passes, passes.mine(MINER, anchors), settings, facts, borrowed, floor);
            } finally {
                for (OrderIndex index : indices) {
                    index.close();
                }
            }
        }

        List<List<String>> items(String... anchors) throws IOException {
            return bundles(List.of(anchors), 1).stream().map(Bundle::items).toList();
        }
    }

    private static List<Bundle> list(
            Passes passes, MinedBundles mined, RankingSettings settings, ItemFacts facts, Borrowed borrowed, long floor)
            throws IOException {
        BundleRanking ranking = new BundleRanking(mined, settings, facts, borrowed, floor);
        List<ShardBundles> answers = ranking.counts().isPresent()
                ? passes.ask(mined.settings(), ranking.counts().get())
                : List.of();
        return ranking.choose(answers);
    }

    private Facts someFacts(int items) {
        Facts facts = new Facts();
        for (int i = 0; i < items; i++) {
            String item = Integer.toString(i);
            if (randomBoolean()) {
                facts.categories.put(item, List.of("c" + randomInt(4)));
            }
            facts.prices.put(item, randomDouble() * 10);
            facts.relevances.put(item, randomDouble());
            if (rarely()) {
                facts.missing.add(item);
            }
        }
        return facts;
    }

    @Test
    @Repeat(iterations = 60)
    public void theListIsTheOneByDefinition() throws IOException {
        int items = randomIntBetween(4, 25);
        List<Numbered> orders = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            List<String> order = new ArrayList<>();
            for (int k = randomIntBetween(1, 4); k > 0; k--) {
                int item = (int) (items * Math.pow(randomDouble(), 2));
                order.add(Integer.toString(item));
                if (randomBoolean()) {
                    order.add(Integer.toString((item + 1) % items));
                    order.add(Integer.toString((item * 7 + 3) % items));
                }
            }
            orders.add(new Numbered(i, order, true));
        }
        Facts facts = someFacts(items);
        RankingSettings settings = new RankingSettings(
                randomIntBetween(150, 300),
                0.1 + randomDouble(),
                randomDouble(),
                randomDouble(),
                randomDouble(),
                randomBoolean() ? Double.POSITIVE_INFINITY : randomDouble() * 30 + 1);
        List<String> anchors = List.of("0", "1", "2", "nothing");
        List<OrderIndex> shards =
                OrderIndex.shards(randomFrom(Layout.values()), orders, randomIntBetween(1, 5), 0.2, 2, getRandom());
        Passes passes = new Passes(shards, false);
        MinedBundles mined = passes.mine(MINER, anchors);
        List<Bundle> list = list(passes, mined, settings, facts, Borrowed.NOTHING, 1);
        Map<List<String>, Double> expected = new RankingOracle(
                        new Oracle(orders.stream().map(Numbered::items).toList(), MINER),
                        MINER,
                        settings,
                        facts,
                        LiftPrior.DEFAULT)
                .list(anchors);
        assertEquals(
                List.copyOf(expected.keySet()), list.stream().map(Bundle::items).toList());
        for (Bundle bundle : list) {
            assertEquals(expected.get(bundle.items()), bundle.association(), 1e-9);
        }
        for (int i = 1; i < list.size(); i++) {
            assertTrue(list.get(i).score() <= list.get(i - 1).score());
        }
        for (OrderIndex shard : shards) {
            shard.close();
        }
    }

    @Test
    public void figuresOfABundle() throws IOException {
        Shop shop = new Shop()
                .sold(30, "lamp", "bulb")
                .sold(10, "lamp")
                .sold(20, "bulb")
                .others(140);
        Bundle bundle = shop.bundles(List.of("lamp"), 1).getFirst();
        assertEquals(List.of("lamp", "bulb"), bundle.items());
        assertEquals(30, bundle.count().count());
        assertEquals(0.15, bundle.support(), 1e-12);
        assertEquals(0.75, bundle.confidence(), 1e-12);
        assertEquals(3, bundle.lift(), 1e-12);
        // The 5% point of a gamma of shape 1 + 30 and rate 1 + 10: half of that of chi-squared with 62 degrees, 44.889.
        assertEquals(44.889 / 2 / 11, bundle.liftBound(), 1e-4);
        assertEquals(Bundle.Source.ORDERS, bundle.source());
        assertEquals("lamp", bundle.counted());
        assertEquals(OptionalDouble.empty(), bundle.price());
    }

    @Test
    public void theCarrierBagStaysOut() throws IOException {
        Shop shop = new Shop()
                .sold(40, "lamp", "bag")
                .sold(12, "lamp", "bag", "bulb")
                .sold(600, "soap", "bag")
                .others(100);
        assertEquals(List.of(List.of("lamp", "bulb")), shop.items("lamp").subList(0, 1));
        assertTrue(shop.items("lamp").stream().noneMatch(items -> items.equals(List.of("lamp", "bag"))));
    }

    /** Cup and saucer are bought together by everybody, whether they buy a lamp or not. */
    @Test
    public void whatGoesTogetherWithoutTheAnchorIsNoBundleOfIt() throws IOException {
        Shop shop = new Shop()
                .sold(40, "lamp", "cup", "saucer")
                .sold(40, "lamp")
                .sold(400, "cup", "saucer")
                .others(400);
        assertTrue(shop.items("lamp").stream().noneMatch(items -> items.size() == 3));
        Shop set = new Shop().sold(40, "lamp", "bulb", "plug").sold(40, "lamp").others(400);
        assertTrue(set.items("lamp").stream().anyMatch(items -> items.size() == 3));
    }

    @Test
    public void substitutesAreSoftenedNotBanned() throws IOException {
        Shop shop = new Shop()
                .sold(30, "red lamp", "blue lamp")
                .sold(28, "red lamp", "bulb")
                .others(400);
        shop.facts.categories.put("red lamp", List.of("lamps"));
        shop.facts.categories.put("blue lamp", List.of("lamps"));
        shop.facts.categories.put("bulb", List.of("bulbs"));
        assertEquals(List.of(List.of("red lamp", "bulb"), List.of("red lamp", "blue lamp")), shop.items("red lamp"));
        shop.settings = new RankingSettings(10, 1, 0.5, 0, 0, Double.POSITIVE_INFINITY);
        assertEquals(List.of("red lamp", "blue lamp"), shop.items("red lamp").getFirst());
    }

    @Test
    public void aListDiffers() throws IOException {
        Shop shop = new Shop();
        for (String bulb : List.of("bulb 1", "bulb 2", "bulb 3")) {
            shop.sold(30, "lamp", bulb);
            shop.facts.categories.put(bulb, List.of("bulbs"));
        }
        shop.sold(20, "lamp", "plug").others(500);
        shop.facts.categories.put("lamp", List.of("lamps"));
        shop.facts.categories.put("plug", List.of("plugs"));
        assertEquals(List.of("lamp", "plug"), shop.items("lamp").getLast());
        shop.settings = new RankingSettings(10, 1, 0.5, 3, 0.5, Double.POSITIVE_INFINITY);
        assertEquals(List.of("lamp", "plug"), shop.items("lamp").get(1));
    }

    @Test
    public void withinAPriceOfWhatThereIs() throws IOException {
        Shop shop = new Shop()
                .sold(30, "lamp", "bulb")
                .sold(25, "lamp", "plug")
                .sold(20, "lamp", "shade")
                .sold(15, "lamp", "switch")
                .others(500);
        shop.facts.prices.putAll(Map.of("lamp", 20.0, "bulb", 5.0, "plug", 4.0, "shade", 12.0));
        shop.settings = new RankingSettings(10, 1, 0.5, 0.3, 0.5, 30);
        assertEquals(List.of(List.of("lamp", "bulb"), List.of("lamp", "plug")), shop.items("lamp"));
        assertEquals(
                OptionalDouble.of(25),
                shop.bundles(List.of("lamp"), 1).getFirst().price());
        shop.facts.missing.add("plug");
        assertEquals(List.of(List.of("lamp", "bulb")), shop.items("lamp"));
        shop.facts.missing.add("lamp");
        assertEquals(List.of(), shop.items("lamp"));
    }

    /** In binary 129.99 and 44.99 are a little more than 174.98. */
    @Test
    public void aBundleThatCostsJustTheLimitIsWithinIt() throws IOException {
        Shop shop = new Shop().sold(30, "lamp", "bulb").sold(25, "lamp", "plug").others(500);
        shop.facts.prices.putAll(Map.of("lamp", 129.99, "bulb", 44.99, "plug", 45.0));
        shop.settings = new RankingSettings(10, 1, 0.5, 0.3, 0.5, 174.98);
        assertEquals(List.of(List.of("lamp", "bulb")), shop.items("lamp"));
        assertEquals(
                OptionalDouble.of(174.98),
                shop.bundles(List.of("lamp"), 1).getFirst().price());
    }

    /** The plug goes with lamps better than the bulb, and is left out before the one place is given away. */
    @Test
    public void whatIsInTooFewOfTheOrdersReadTakesNoPlace() throws IOException {
        Shop shop = new Shop()
                .sold(8, "lamp", "plug")
                .sold(12, "lamp", "bulb")
                .sold(60, "bulb")
                .others(300);
        shop.settings = new RankingSettings(1, 1, 0.5, 0.3, 0.5, Double.POSITIVE_INFINITY);
        assertEquals(List.of(List.of("lamp", "plug")), shop.items("lamp"));
        shop.floor = 9;
        assertEquals(List.of(List.of("lamp", "bulb")), shop.items("lamp"));
    }

    @Test
    public void theSameItemsOnlyOnce() throws IOException {
        Shop shop = new Shop().sold(30, "lamp", "bulb").sold(10, "bulb").others(300);
        shop.facts.relevances.putAll(Map.of("lamp", 0.9, "bulb", 0.8));
        assertEquals(List.of(List.of("lamp", "bulb")), shop.items("lamp", "bulb"));
    }

    @Test
    public void anAnchorWithoutHistoryBorrows() throws IOException {
        Shop shop =
                new Shop().sold(30, "lamp", "bulb").sold(20, "lamp", "new lamp").others(300);
        shop.orders.removeIf(items -> items.contains("new lamp"));
        shop.neighbours = Map.of("new lamp", List.of(new Neighbour("lamp", 0.8)));
        List<Bundle> list = shop.bundles(List.of("new lamp"), randomIntBetween(1, 3));
        assertEquals(List.of("new lamp", "bulb"), list.getFirst().items());
        assertEquals(Bundle.Source.SIMILAR, list.getFirst().source());
        assertEquals("lamp", list.getFirst().counted());
        assertEquals(30, list.getFirst().count().count());
        // One that has a history does not borrow.
        shop.sold(10, "new lamp", "plug");
        assertEquals(List.of(List.of("new lamp", "plug")), shop.items("new lamp"));
    }
}
