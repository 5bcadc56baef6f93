/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import org.assort.soak.Clients;
import org.assort.soak.Paging;
import org.assort.soak.RandomSearches;
import org.assort.soak.Shop;
import org.assort.soak.ShopIndices;
import org.assort.soak.Workplace;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Pages of 10 over a window of 200 put together are the list of 200, over 1 and 5 shards, and on each of its hits the
 * terms of explain add up. For 40 random settings; {@code ./soak pages} takes 1,000.
 */
public final class PagesIT extends NodeTestCase {

    private static final int SETTINGS = 40;
    private static final int CLIENTS = 2;

    private static Shop shop;
    private static ShopIndices indices;

    @BeforeClass
    public static void fill() throws IOException {
        shop = Shop.read(new Workplace(Project.root()));
        indices = new ShopIndices(http(), "pages", List.of(1, 5)).fill(shop, 0);
    }

    @AfterClass
    public static void delete() throws IOException {
        if (indices != null) {
            indices.delete();
        }
        shop = null;
        indices = null;
    }

    @Test
    public void pagesAreTheList() throws Exception {
        RandomSearches searches =
                RandomSearches.in(shop, http(), indices.names().getFirst());
        List<Paging> over = indices.names().stream()
                .map(index -> new Paging(http(), index, searches))
                .toList();
        long first = randomLong();
        List<String> flaws =
                Clients.flaws(CLIENTS, SETTINGS, i -> over.get(i % over.size()).flaw(first + i));
        assertEquals(flaws.size() + " of " + SETTINGS + " settings", List.of(), flaws);
    }
}
