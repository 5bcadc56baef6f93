/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opensearch.test.OpenSearchTestCase;

public class ProductTextTests extends OpenSearchTestCase {

    private static String text(Map<String, List<Object>> product, int most, String... fields) {
        return ProductText.of(List.of(fields), field -> product.getOrDefault(field, List.of()), most);
    }

    public void testValuesAreJoinedInTheOrderOfTheFields() {
        Map<String, List<Object>> product = Map.of(
                "title",
                List.of("red lamp"),
                "tags",
                Arrays.asList("steel", null, true, 17),
                "brand",
                List.of("Norrvik"));
        assertEquals("red lamp. steel. 17", text(product, 100, "title", "tags"));
        assertEquals("Norrvik. red lamp", text(product, 100, "brand", "none", "title"));
        assertEquals("red", text(product, 4, "title", "tags"));
        assertEquals("", text(product, 100, "none"));
    }

    /** An empty description must not give a product another vector than none. */
    public void testABlankValueIsAsGoodAsNone() {
        Map<String, List<Object>> product = Map.of("title", List.of("red lamp"), "empty", List.of("", " \t"));
        assertEquals("red lamp", text(product, 100, "title", "empty"));
        assertEquals("red lamp", text(product, 100, "empty", "title"));
        assertEquals("", text(product, 100, "empty"));
    }
}
