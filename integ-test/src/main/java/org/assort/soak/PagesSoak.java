/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.util.List;
import java.util.Random;
import org.assort.demo.node.OpenSearchNode;

/** Pages of 10 over a window of 200, put together, against the list of 200, for a thousand random settings. */
final class PagesSoak implements SoakTask {

    private static final int SETTINGS = 1_000;
    private static final int CLIENTS = 2;
    private static final int SHOWN = 5;
    private static final List<Integer> SHARDS = List.of(1, 5);

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String about() {
        return "1,000 random settings over 1 and 5 shards: the pages are the list, and explain's terms add up";
    }

    @Override
    public void run(Workplace workplace, Random random, Figures figures) throws Exception {
        Shop shop = Shop.read(workplace);
        figures.info("data", shop.name() + ", " + shop.items().size() + " products");
        figures.step("starting a node");
        try (OpenSearchNode node = workplace.node()) {
            ShopIndices indices = new ShopIndices(node.http(), "pages", SHARDS);
            figures.step("indexing over " + SHARDS + " shards");
            indices.fill(shop, 0);
            RandomSearches searches =
                    RandomSearches.in(shop, node.http(), indices.names().getFirst());
            List<Paging> over = indices.names().stream()
                    .map(index -> new Paging(node.http(), index, searches))
                    .toList();
            long first = random.nextLong();
            figures.step("paging");
            List<String> flaws = Clients.flaws(CLIENTS, SETTINGS, i -> {
                if (i % 100 == 99) {
                    figures.step((i + 1) + " settings");
                }
                return over.get(i % over.size()).flaw(first + i);
            });
            flaws.stream().limit(SHOWN).forEach(figures::step);
            figures.info("settings", Integer.toString(SETTINGS));
            figures.atMost("flawed", 0, flaws.size());
        }
    }
}
