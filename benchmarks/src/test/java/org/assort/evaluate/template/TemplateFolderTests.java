/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.template;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assort.demo.node.Http;
import org.assort.evaluate.run.TemplateSearch;
import org.junit.Test;

public class TemplateFolderTests extends RandomizedTest {

    private static List<String> names(List<Template> templates) {
        return templates.stream().map(Template::name).toList();
    }

    @Test
    public void valuesKeepTheirKind() throws IOException {
        ArrayNode vector = Http.JSON.createArrayNode().add(0.5);
        Placeholders values = new Placeholders(Map.of(
                "query", TextNode.valueOf("a \"quoted\" $1"),
                "vector", vector,
                "lambda", DoubleNode.valueOf(0.2),
                "field", TextNode.valueOf("brand")));
        assertEquals(Http.JSON.readTree("""
                        {"q": "a \\"quoted\\" $1", "say": "[a \\"quoted\\" $1] at 0.2", "v": [0.5], "l": [0.2],
                         "brand": "{{other}}"}"""), values.fill(Http.JSON.readTree("""
                        {"q": "{{query}}", "say": "[{{query}}] at {{lambda}}", "v": "{{vector}}", "l": ["{{lambda}}"],
                         "{{field}}": "{{other}}"}""")));
    }

    @Test
    public void aGridIsEveryCombination() throws IOException {
        Path folder = newTempDir();
        Files.writeString(folder.resolve("b.json"), "{\"x\": \"{{x}}\", \"y\": \"{{y}}\", \"q\": \"{{query}}\"}");
        Files.writeString(folder.resolve("a.json"), "{}");
        Files.writeString(
                folder.resolve("grid.json"), "{\"b\": [{\"x\": [1, 2], \"y\": [0.5]}, {\"x\": [\"z\"], \"y\": [3]}]}");
        TemplateFolder templates = TemplateFolder.at(folder, Set.of("query"));
        assertEquals(List.of("b x=1 y=0.5", "b x=2 y=0.5", "b x=z y=3", "a"), names(templates.shown()));
        assertEquals(
                "{\"x\":2,\"y\":0.5,\"q\":\"{{query}}\"}",
                templates.shown().get(1).body().toString());
        assertEquals(List.of(), templates.candidates());
    }

    @Test
    public void whatNobodyFillsIsRefused() throws IOException {
        Path folder = newTempDir();
        Files.writeString(folder.resolve("mine.json"), "{\"x\": \"{{qeury}}\"}");
        TemplateFolder templates = TemplateFolder.at(folder, Set.of("query"));
        assertEquals(
                "the template [mine] has placeholders without a value, [qeury]: give values in grid.json, or use"
                        + " [query]",
                assertThrows(IOException.class, templates::shown).getMessage());
        Files.writeString(folder.resolve("mine.json"), "{");
        assertTrue(
                assertThrows(IOException.class, templates::shown).getMessage().startsWith("mine.json is not JSON: "));
        Files.delete(folder.resolve("mine.json"));
        Files.writeString(folder.resolve("grid.json"), "{\"mine\": {}}");
        assertEquals(
                "there is no template [mine], which a grid names",
                assertThrows(IOException.class, templates::shown).getMessage());
    }

    /** What the bars need is there, and no two have the same name. */
    @Test
    public void theBuiltInOnesAreComplete() throws IOException {
        TemplateFolder templates = TemplateFolder.builtIn(TemplateSearch.PLACEHOLDERS);
        List<String> shown = names(templates.shown());
        assertTrue(shown.toString(), shown.containsAll(List.of("bm25", "relevance", "sampler", "collapse")));
        assertEquals(shown.size(), new HashSet<>(shown).size());
        List<String> candidates = names(templates.candidates());
        assertEquals(candidates.size(), new HashSet<>(candidates).size());
        assertFalse(candidates.isEmpty());
    }
}
