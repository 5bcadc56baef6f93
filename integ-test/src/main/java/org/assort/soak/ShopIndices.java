/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.assort.demo.node.Http;

/**
 * The same shop in one index for each number of shards, which must all give the same answers.
 *
 * @param http a node that is asked
 * @param prefix of the indices' names
 * @param shards the numbers of shards
 */
public record ShopIndices(Http http, String prefix, List<Integer> shards) {

    /** The numbers of shards that are tried. */
    public static final List<Integer> SHARDS = List.of(1, 2, 5, 20);

    /** The name of the index of that many shards. */
    public String index(int shardsOfIt) {
        return prefix + "_" + shardsOfIt;
    }

    public List<String> names() {
        return shards.stream().map(this::index).toList();
    }

    /** Makes and fills all of them. */
    public ShopIndices fill(Shop shop, int replicas) throws IOException {
        for (int number : shards) {
            new ShopIndex(http, index(number)).fill(shop, number, replicas);
        }
        return this;
    }

    /** Deletes all of them. */
    public void delete() throws IOException {
        for (String name : names()) {
            http.delete("/" + name + "?ignore_unavailable=true").ok();
        }
    }

    /** The answer of the index with the fewest shards. */
    public Found answer(ShopSearch search) throws IOException {
        return Found.search(http, index(shards.getFirst()), search.body());
    }

    /** The first index whose answer is not the one expected or is wrong in itself, in words; empty where there is none. */
    public Optional<String> difference(ShopSearch search, Found expected) throws IOException {
        for (String name : names()) {
            Found found = Found.search(http, name, search.body());
            Optional<String> wrong =
                    found.difference(expected).or(() -> search.applies() ? found.flaw() : Optional.empty());
            if (wrong.isPresent()) {
                return Optional.of(name + ", " + search + ": " + wrong.get());
            }
        }
        return Optional.empty();
    }
}
