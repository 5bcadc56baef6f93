/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import static org.junit.Assert.assertEquals;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class QueriesTests extends RandomizedTest {

    private static final List<String> RATINGS = List.of(
            "query,docid,rating",
            "lamp,1,3",
            "tv,1,0",
            "tv,2,0",
            "tv,3,1",
            "\"red, round rug\",1,2",
            "\"red, round rug\",2,2",
            "usb hub,1,1",
            "usb hub,2,1",
            "usb hub,3,1");

    private static final List<String> TITLES = List.of(
            "Acme USB hub 4 port",
            "Bolt usb hub",
            "Acme usb hub, travel adapter",
            "Travel adapter (black)",
            "Desk lamp",
            "Desk lamp for reading");

    @Test
    public void ratedQueriesWithTheMostRelevantProducts() {
        assertEquals(List.of("usb hub", "red, round rug", "lamp"), Queries.rated(RATINGS));
        assertEquals(List.of(), Queries.rated(List.of()));
    }

    @Test
    public void frequentPairsOfWordsShareNoWord() {
        assertEquals(List.of("usb hub", "travel adapter", "desk lamp"), Queries.frequent(TITLES));
    }

    @Test
    public void singleWordsWhereThereAreNoPairs() {
        assertEquals(List.of("sofa", "lamp"), Queries.frequent(List.of("Sofa 3", "Sofa 4", "Lamp 1")));
    }

    @Test
    public void ratingsBesideTheCatalogueComeFirst() throws Exception {
        Path data = newTempDir().resolve("products.ndjson");
        assertEquals(Queries.frequent(TITLES), Queries.of(data, TITLES));
        Files.write(data.resolveSibling("ratings.csv"), RATINGS);
        assertEquals(Queries.rated(RATINGS), Queries.of(data, TITLES));
    }
}
