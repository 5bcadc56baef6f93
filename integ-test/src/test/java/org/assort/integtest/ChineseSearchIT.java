/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assort.demo.node.NodeSettings;
import org.assort.demo.node.OpenSearchNode;
import org.assort.demo.node.PublishedEncoder;
import org.assort.demo.shop.Product;
import org.assort.demo.shop.SampleShop;
import org.assort.soak.StoreClient;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The sample's Chinese products, with an encoder for Chinese from the model store, asked for in words that no title has. */
public final class ChineseSearchIT extends NodeTestCase {

    private static final String MODEL = "bge-small-zh-v1.5-q";
    private static final String INDEX = "chinese";

    /** What a shopper types, and the category that is meant. */
    private static final Map<String, String> MEANT = Map.of(
            "冬天穿的厚外套", "羽绒服",
            "跑步时听音乐", "蓝牙耳机",
            "给孩子拼装的玩具", "积木玩具",
            "煮米饭的厨房电器", "电饭煲",
            "睡觉盖的被套床单", "床上四件套");

    private static OpenSearchNode node;
    private static Map<String, Product> products;

    @BeforeClass
    public static void start() throws IOException {
        NodeSettings settings = Project.briefNode()
                .withHeap("512m")
                .withPlugin(Project.artifacts().plugin());
        node = OpenSearchNode.run(Project.artifacts().distribution(), settings, SharedNode.PATIENCE);
        PublishedEncoder encoder = PublishedEncoder.all(Project.root()).stream()
                .filter(PublishedEncoder::chinese)
                .findFirst()
                .orElseThrow();
        assertEquals(MODEL, encoder.id());
        Path folder = Files.createTempDirectory("assort-chinese");
        try {
            encoder.source().writeTo(folder);
            StoreClient store = new StoreClient(node.http());
            store.upload(MODEL, folder, "");
            store.awaitWarm(MODEL, 1, 0);
        } finally {
            Folders.delete(folder);
        }
        index();
    }

    @AfterClass
    public static void stop() {
        if (node != null) {
            node.close();
            node = null;
        }
        products = null;
    }

    private static void index() throws IOException {
        products = SampleShop.generate(SampleShop.SEED).products().stream()
                .filter(product ->
                        Character.UnicodeScript.of(product.title().codePointAt(0)) == Character.UnicodeScript.HAN)
                .collect(Collectors.toMap(Product::id, product -> product));
        node.http().put("/_ingest/pipeline/chinese", json("""
                        {'processors': [{'product_vector':
                          {'model': '%s', 'fields': ['title', 'description'], 'target_field': 'vector'}}]}
                        """.formatted(MODEL))).ok();
        node.http().put("/" + INDEX, json("""
                        {'settings': {'number_of_shards': 1, 'default_pipeline': 'chinese'},
                         'mappings': {'properties': {'title': {'type': 'text', 'analyzer': 'cjk'},
                           'vector': {'type': 'product_vector', 'dimension': 512, 'model': '%s'}}}}
                        """.formatted(MODEL))).ok();
        StringBuilder lines = new StringBuilder();
        for (Product product : products.values()) {
            lines.append(json("{'index': {'_id': '%s'}}".formatted(product.id())))
                    .append('\n')
                    .append(product.toJson())
                    .append('\n');
        }
        JsonNode indexed = node.http()
                .postLines("/" + INDEX + "/_bulk?refresh=true", lines.toString())
                .ok();
        assertEquals(
                "nothing failed: " + indexed, "false", indexed.path("errors").asText());
    }

    private static Answer search(JsonNode query, String clause) throws IOException {
        ObjectNode request = request(query, 10, 1_000, json(clause));
        return Answer.of(node.http().post("/" + INDEX + "/_search", request));
    }

    @Test
    public void whatIsMeantIsFoundThoughNoTitleSaysIt() throws IOException {
        for (Map.Entry<String, String> meant : MEANT.entrySet()) {
            assertTrue(
                    "no title has it",
                    products.values().stream()
                            .noneMatch(product -> product.title().contains(meant.getKey())));
            Answer answer = search(
                    json("{'match_all': {}}"),
                    "{'query_text': '%s', 'vector_field': 'vector', 'relevance': {'semantic': 1}, 'diversity': 0}"
                            .formatted(meant.getKey()));
            List<String> found = categories(answer);
            long right = found.stream().filter(meant.getValue()::equals).count();
            assertTrue(meant.getKey() + ": " + found, right >= 8);
        }
    }

    /** The words find all flasks; their vectors keep those of one family, which differ in size and colour, from filling the page. */
    @Test
    public void aPageOfWhatTheWordsFindIsMoreVaried() throws IOException {
        JsonNode query = json("{'match': {'title': '保温杯'}}");
        String clause = "{'vector_field': 'vector', 'diversity': %s}";
        Answer plain = search(query, clause.formatted("0"));
        Answer varied = search(query, clause.formatted("0.5"));
        assertEquals(10, varied.hits().size());
        assertTrue(categories(varied).toString(), categories(varied).stream().allMatch("保温杯"::equals));
        assertTrue(
                plain.ids() + " " + varied.ids(),
                families(varied).size() > families(plain).size());
    }

    private static List<String> categories(Answer answer) {
        return answer.ids().stream().map(id -> products.get(id).category()).toList();
    }

    private static Set<String> families(Answer answer) {
        return answer.ids().stream().map(id -> products.get(id).family()).collect(Collectors.toSet());
    }
}
