/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assort.evaluate.measure.Judgments;
import org.junit.Before;
import org.junit.Test;

public class RatedShopTests extends RandomizedTest {

    private static final Path CHORUS = Path.of(System.getProperty("project.root"), "..", "shared", "data", "chorus");

    private Path folder;

    @Before
    public void writeAShop() throws IOException {
        folder = newTempDir();
        write("products.ndjson", """
                {"id": "1", "title": "Lamp", "brand": "Lum", "attr_t_type": "desk", "colour": ["red", "blue"]}
                {"id": 2, "title": "Shade", "supplier": "Ombra", "category": "parts", "short_description": "Linen"}
                """);
        write("ratings.csv", "query,docid,rating\r\nlamp,1,3\r\nlamp,2,1\r\n\"lamp, red\",1,2\r\nchair,1,0\r\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    public void fieldsHaveTheirOtherNames() throws IOException {
        RatedShop shop = RatedShop.read(folder, "supplier");
        Item lamp = shop.items().getFirst();
        assertEquals(Set.of("Lum"), lamp.values("supplier"));
        assertEquals(Set.of("desk"), lamp.values("category"));
        Item shade = shop.items().getLast();
        assertEquals("2", shade.product().id());
        assertEquals("Shade. Linen", shade.product().text());
        assertEquals(Set.of("parts"), shade.values("category"));
    }

    @Test
    public void queriesMayHaveCommasAndThoseWithoutRelevantProductsAreLeftOut() throws IOException {
        RatedShop shop = RatedShop.read(folder, "supplier");
        assertEquals(List.of("lamp", "lamp, red"), shop.queries());
        Judgments lamp = shop.judgments().getFirst();
        assertEquals(3, lamp.rating("1"));
        assertEquals(Set.of("Lum", "Ombra"), lamp.subtopics());
        assertTrue(shop.name(), shop.name().endsWith("2 products, 2 of 3 rated queries have a relevant product"));
        assertFalse(shop.isChorus());
    }

    @Test
    public void anyFieldMayBeTheAspect() throws IOException {
        RatedShop shop = RatedShop.read(folder, "colour");
        assertEquals(Set.of("red", "blue"), shop.judgments().getFirst().aspects("1"));
        assertEquals(Set.of(), shop.judgments().getFirst().aspects("2"));
    }

    @Test
    public void whatIsWrongIsNamed() throws IOException {
        assertEquals("[--aspect] must be a field of the products, got [flavour]", refusal("flavour"));
        write("ratings.csv", "query,docid,rating\nlamp,1,3\nlamp,2,4\n");
        assertTrue(refusal("supplier").startsWith("line 3 of "));
        write("ratings.csv", "query,docid,rating\nlamp,1,3\nlamp,1,2\n");
        assertTrue(refusal("supplier").endsWith(" rates the product [1] again"));
        write("ratings.csv", "lamp,1,3\n");
        assertTrue(refusal("supplier").endsWith(" must be query,docid,rating"));
        write("products.ndjson", "{\"id\": \"1\", \"title\": \"a\"}\n{\"id\": \"1\", \"title\": \"b\"}\n");
        assertTrue(refusal("supplier").endsWith(" repeats the id [1]"));
        write("products.ndjson", "{\"id\": \"1\"}\n");
        assertTrue(refusal("supplier").endsWith(" must have an id and a title"));
        Files.delete(folder.resolve("products.ndjson"));
        assertTrue(refusal("supplier").startsWith("[--data] must hold products.ndjson or products.ndjson.xz"));
    }

    private String refusal(String aspect) {
        return assertThrows(IOException.class, () -> RatedShop.read(folder, aspect))
                .getMessage();
    }

    @Test
    public void chorusIsKnown() throws IOException {
        assumeTrue("no real data beside the project", Files.isDirectory(CHORUS));
        RatedShop shop = RatedShop.read(CHORUS, "supplier");
        assertTrue(shop.isChorus());
        assertEquals(57, shop.queries().size());
        assertEquals("chorus, 19406 products, 57 of 68 rated queries have a relevant product", shop.name());
    }
}
