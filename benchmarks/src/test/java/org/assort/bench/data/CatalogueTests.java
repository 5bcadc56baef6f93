/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.data;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.Test;

public class CatalogueTests extends RandomizedTest {

    private static final Path SHARED = Path.of(System.getProperty("project.root"), "..", "shared");

    @Test
    public void realProductsAreTakenWhereTheyAre() throws IOException {
        assumeTrue("no real data beside the project", Files.isDirectory(SHARED.resolve("data/chorus")));
        Catalogue catalogue = Catalogue.find(SHARED);
        assertEquals("Chorus, 19406 products", catalogue.name());
        assertEquals(19_406, catalogue.products().size());
        assertEquals(68, catalogue.queries().size());
        assertTrue(catalogue.queries().contains("bluetooth speaker"));
        Product first = catalogue.products().get(0);
        assertEquals("3920564", first.id());
        assertEquals("Xerox", first.brand());
        assertEquals(
                "Xerox 006R90321 toner cartridge Original Black 6 pc(s). Toner (6 Per Box) for CopyCentre C65 Digital"
                        + " Copier",
                first.text());
        checkProducts(catalogue);
    }

    @Test
    public void elsewhereItIsTheSampleShop() throws IOException {
        Catalogue catalogue = Catalogue.find(newTempDir());
        assertTrue(catalogue.name(), catalogue.name().startsWith("Sample shop, "));
        assertTrue(catalogue.products().size() >= 2000);
        assertTrue(catalogue.queries().size() >= 60);
        checkProducts(catalogue);
    }

    private static void checkProducts(Catalogue catalogue) {
        HashSet<String> ids = new HashSet<>();
        for (Product product : catalogue.products()) {
            assertTrue(product.id(), ids.add(product.id()));
            assertFalse(product.id(), product.title().isBlank());
        }
    }
}
