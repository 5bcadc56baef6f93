/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assort.demo.node.Http;

/** Whether the pages of a list put together are the list. */
public record Paging(Http http, String index, RandomSearches searches) {

    /** Positions of a page. */
    public static final int PAGE = 10;

    /** Positions of the list, and the window. */
    public static final int LIST = 200;

    /** What is wrong with the list of one seed, or with its pages; empty where nothing is. */
    public Optional<String> flaw(long seed) throws IOException {
        ShopSearch search = searches.list(seed, LIST);
        Found list = Found.search(http, index, search.body());
        List<Found.Hit> together = new ArrayList<>();
        for (int from = 0; from < LIST; from += PAGE) {
            Found page = Found.search(http, index, search.page(from, PAGE));
            together.addAll(page.hits());
            if (page.hits().size() < PAGE) {
                // The first page that is not full must be the last; one more shows that nothing follows.
                together.addAll(Found.search(http, index, search.page(from + PAGE, PAGE))
                        .hits());
                break;
            }
        }
        return list.flaw()
                .or(() -> difference(together, list.hits()))
                .map(flaw -> "over " + index + ", " + search + ": " + flaw);
    }

    private static Optional<String> difference(List<Found.Hit> pages, List<Found.Hit> list) {
        List<String> ofPages = pages.stream().map(Found.Hit::id).toList();
        List<String> ofList = list.stream().map(Found.Hit::id).toList();
        if (!ofPages.equals(ofList)) {
            return Optional.of("the pages are " + ofPages + ", the list is " + ofList);
        }
        for (int i = 0; i < list.size(); i++) {
            if (pages.get(i).score() != list.get(i).score()) {
                return Optional.of(
                        "[" + ofList.get(i) + "] has the score " + pages.get(i).score() + " on its page and "
                                + list.get(i).score() + " in the list");
            }
        }
        return Optional.empty();
    }
}
