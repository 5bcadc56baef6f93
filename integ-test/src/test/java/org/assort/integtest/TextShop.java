/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.assort.demo.node.Bulk;
import org.assort.demo.node.Http;

/** An index of products that are known by their words alone. No two have the same title, in any index or run. */
final class TextShop {

    private static final List<String> WORDS = List.of(
            "red",
            "blue",
            "green",
            "oak",
            "steel",
            "glass",
            "small",
            "large",
            "round",
            "square",
            "garden",
            "kitchen",
            "office",
            "desk",
            "floor",
            "reading",
            "folding",
            "brass",
            "paper",
            "linen",
            "warm",
            "cold",
            "bright",
            "soft",
            "travel",
            "outdoor",
            "children",
            "vintage",
            "modern",
            "cheap",
            "heavy",
            "light",
            "double",
            "single");

    private final Http http;
    private final String index;
    private final Random random;
    private int next;

    TextShop(Http http, String index, Random random) {
        this.http = http;
        this.index = index;
        this.random = random;
    }

    String index() {
        return index;
    }

    /** Creates the index. */
    TextShop create(int shards) throws IOException {
        ObjectNode body = Http.JSON.createObjectNode();
        body.putObject("settings").put("number_of_shards", shards).put("number_of_replicas", 0);
        ObjectNode properties = body.putObject("mappings").putObject("properties");
        properties.putObject("title").put("type", "text");
        properties.putObject("group").put("type", "keyword");
        properties.putObject("price").put("type", "integer");
        http.put("/" + index, body).ok();
        return this;
    }

    /** Adds lamps of one group, with titles of so many words. */
    TextShop add(int count, String group, int words) throws IOException {
        List<Bulk.Document> documents = IntStream.range(0, count)
                .mapToObj(i -> new Bulk.Document("p" + next++, product(group, words)))
                .toList();
        new Bulk(http, index).load(Bulk.Documents.of(documents.iterator()), done -> {});
        return this;
    }

    private JsonNode product(String group, int words) {
        return Http.JSON
                .createObjectNode()
                .put("title", title(words))
                .put("group", group)
                .put("price", 1 + random.nextInt(500));
    }

    /** A title that no product has. */
    String title(int words) {
        StringJoiner title = new StringJoiner(" ").add("lamp");
        for (int i = 1; i < words; i++) {
            title.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return title.add(Long.toString(random.nextLong(), 36)).toString();
    }

    /** A query that finds a group, scored by the price. */
    static String query(String group) {
        return """
                {'function_score': {'query': {'term': {'group': '%s'}},
                  'field_value_factor': {'field': 'price'}, 'boost_mode': 'replace'}}
                """.formatted(group);
    }
}
