/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.assort.soak.Clients;
import org.assort.soak.RandomSearches;
import org.assort.soak.Shop;
import org.assort.soak.ShopIndices;
import org.assort.soak.ShopSearch;
import org.assort.soak.Workplace;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * One choice over all shards: the same products in 1, 2, 5 and 20 shards give the same ids in the same order with the same
 * scores, explanations and reports. First-pass scores are unique and stored, or the window holds all that match and a
 * tie-breaker orders them, so that the shards' own statistics and the order of documents have no say.
 *
 * <p>Of explanations the numbers of documents are left out, which Lucene writes into the text and which are others on each
 * shard; of reports the times, and whether a vector was embedded or remembered.
 */
public final class ShardsIT extends NodeTestCase {

    private static final int SEARCHES = 500;
    private static final int CLIENTS = 2;

    private static Shop shop;
    private static ShopIndices indices;

    @BeforeClass
    public static void fill() throws IOException {
        Workplace workplace = new Workplace(Project.root());
        if (Shop.isReal(workplace)) {
            shop = Shop.read(workplace);
            indices = new ShopIndices(http(), "shards", ShopIndices.SHARDS).fill(shop, 0);
        }
    }

    @AfterClass
    public static void delete() throws IOException {
        if (indices != null) {
            indices.delete();
        }
        shop = null;
        indices = null;
    }

    @Before
    public void needsData() {
        assumeTrue("the Chorus data is not here", shop != null);
    }

    @Test
    public void ratedQueriesHaveOneAnswer() throws Exception {
        assertOneAnswer(shop.queries().stream().map(ShopSearch::rated).toList());
    }

    @Test
    public void randomRequestsHaveOneAnswer() throws Exception {
        RandomSearches searches =
                RandomSearches.in(shop, http(), indices.names().getFirst());
        long first = randomLong();
        assertOneAnswer(IntStream.range(0, SEARCHES)
                .mapToObj(i -> searches.next(first + i))
                .toList());
    }

    private static void assertOneAnswer(List<ShopSearch> searches) throws Exception {
        List<String> flaws = Clients.flaws(CLIENTS, searches.size(), i -> {
            ShopSearch search = searches.get(i);
            return indices.difference(search, indices.answer(search));
        });
        assertEquals(flaws.size() + " of " + searches.size() + " searches", List.of(), flaws);
    }
}
