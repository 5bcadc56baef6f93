/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.shop;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.demo.node.Bulk;
import org.junit.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

public class CatalogueTests extends RandomizedTest {

    private Path file(String name, String... lines) throws IOException {
        Path file = newTempDir().resolve(name);
        String text = String.join("\n", lines);
        try (OutputStream plain = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".xz") ? new XZOutputStream(plain, new LZMA2Options(0)) : plain) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String refusal(Path file, Map<Role, String> chosen) {
        return assertThrows(IllegalArgumentException.class, () -> Catalogue.of(file, chosen))
                .getMessage();
    }

    @Test
    public void fieldsAreGuessedByName() throws Exception {
        Catalogue catalogue = Catalogue.of(
                file(
                        randomBoolean() ? "a.ndjson" : "a.ndjson.xz",
                        "{\"sku\":\"7\",\"product_name\":\"Lamp\",\"vendor\":\"Lux\",\"product_type\":[\"Light\",\"Home\"],"
                                + "\"price\":12.5,\"short_description\":\"Shines.\"}",
                        "",
                        "{\"sku\":\"8\",\"product_name\":\"Bulb\",\"vendor\":\"Lux\",\"price\":\"3\"}"),
                Map.of());
        Fields fields = catalogue.fields();
        assertEquals(List.of("product_name"), fields.of(Role.TITLE));
        assertEquals(List.of("vendor"), fields.of(Role.BRAND));
        assertEquals(List.of("product_type"), fields.of(Role.CATEGORY));
        assertEquals(List.of("product_name", "short_description"), fields.texts());
        assertEquals(2, catalogue.size());
        try (Bulk.Documents products = catalogue.open()) {
            Bulk.Document lamp = products.next();
            assertEquals("7", lamp.id());
            assertEquals("Light, Home", fields.value(lamp.source(), Role.CATEGORY));
            assertEquals("12.5", fields.value(lamp.source(), Role.PRICE));
            assertEquals(Fields.NONE, fields.value(products.next().source(), Role.CATEGORY));
            assertNull(products.next());
        }
    }

    @Test
    public void aFieldThatMostProductsLackHasStandIns() throws Exception {
        Path file = file(
                "a.ndjson",
                "{\"title\":\"a\",\"attr_t_product_type\":\"Notebook\",\"attr_t_type\":\"Original\"}",
                "{\"title\":\"b\",\"attr_t_type\":\"Original\"}",
                "{\"title\":\"c\"}");
        Catalogue catalogue = Catalogue.of(file, Map.of());
        assertEquals(
                List.of("attr_t_product_type", "attr_t_type"),
                catalogue.fields().of(Role.CATEGORY));
        try (Bulk.Documents products = catalogue.open()) {
            Bulk.Document first = products.next();
            assertEquals("the number of the line", "1", first.id());
            assertEquals("Notebook", catalogue.fields().value(first.source(), Role.CATEGORY));
            assertEquals("Original", catalogue.fields().value(products.next().source(), Role.CATEGORY));
        }
    }

    @Test
    public void whatTheUserNamesWins() throws Exception {
        Path file = file("a.ndjson", "{\"title\":\"a\",\"name\":\"b\",\"colour\":\"red\"}");
        Fields fields = Catalogue.of(file, Map.of(Role.TITLE, "name", Role.CATEGORY, "colour"))
                .fields();
        assertEquals(List.of("name"), fields.of(Role.TITLE));
        assertEquals(List.of("colour"), fields.of(Role.CATEGORY));
        assertEquals(
                "[--brand] must be a field of the products [colour, name, title], got [maker]",
                refusal(file, Map.of(Role.BRAND, "maker")));
    }

    @Test
    public void aFileThatIsNoCatalogueIsToldInOneLine() throws Exception {
        assertSays("no field looks like a title", refusal(file("a.ndjson", "{\"x\":1}"), Map.of()));
        assertSays("empty file", refusal(file("a.ndjson", "", ""), Map.of()));
        assertSays("[--data] must be a file", refusal(newTempDir().resolve("none.ndjson"), Map.of()));
        assertSays("line 2 of ", broken(file("a.ndjson", "{\"title\":\"a\"}", "{\"title\":")));
        assertSays("is not a JSON object", broken(file("a.ndjson", "[1]")));
        Path plain = file("a.ndjson", "{}");
        assertSays("is not an xz file", broken(Files.move(plain, plain.resolveSibling("b.ndjson.xz"))));
    }

    private static String broken(Path file) {
        return assertThrows(IOException.class, () -> Catalogue.of(file, Map.of()))
                .getMessage();
    }

    private static void assertSays(String words, String message) {
        assertTrue(message, message.contains(words));
    }

    @Test
    public void theMappingHoldsTheFieldsThatAreUsedAndNoOthers() throws Exception {
        Path file = file(
                "a.ndjson",
                "{\"title\":\"a\",\"brand\":\"b\",\"category\":\"c\",\"price\":1,\"description\":\"d\",\"x\":1}");
        ObjectNode body = Catalogue.of(file, Map.of()).indexBody();
        assertEquals(new ObjectMapper().readTree("""
                                {"settings": {"number_of_shards": 1, "number_of_replicas": 0},
                                 "mappings": {"dynamic": false, "properties": {
                                   "title": {"type": "text"}, "description": {"type": "text"},
                                   "brand": {"type": "keyword", "ignore_above": 256},
                                   "category": {"type": "keyword", "ignore_above": 256},
                                   "price": {"type": "double", "ignore_malformed": true}}}}"""), body);
    }

    @Test
    public void theSampleShopIsACatalogueToo() throws Exception {
        SampleShop shop = SampleShop.generate(SampleShop.SEED);
        Catalogue catalogue = Catalogue.of(shop);
        assertEquals(List.of("title", "description"), catalogue.fields().texts());
        assertEquals("Sample shop", catalogue.title());
        Set<String> ids = new HashSet<>();
        try (Bulk.Documents products = catalogue.open()) {
            for (Bulk.Document next = products.next(); next != null; next = products.next()) {
                assertTrue(ids.add(next.id()));
            }
        }
        assertEquals(catalogue.size(), ids.size());
    }

    @Test
    public void aRealCatalogueIsUnderstood() throws Exception {
        Path chorus =
                Path.of(System.getProperty("project.root"), "..", "shared", "data", "chorus", "products.ndjson.xz");
        assumeTrue("no real data here", Files.exists(chorus));
        Catalogue catalogue = Catalogue.of(chorus, Map.of());
        assertEquals(19_406, catalogue.size());
        assertEquals(List.of("title"), catalogue.fields().of(Role.TITLE));
        assertEquals(List.of("supplier"), catalogue.fields().of(Role.BRAND));
        assertEquals(
                List.of("attr_t_product_type", "attr_t_type"),
                catalogue.fields().of(Role.CATEGORY));
        assertEquals(List.of("price"), catalogue.fields().of(Role.PRICE));
        assertEquals(List.of("short_description"), catalogue.fields().of(Role.DESCRIPTION));
        List<String> titles = catalogue.titles(100);
        assertEquals(100, titles.size());
        assertSays("Xerox 006R90321", titles.getFirst());
    }
}
