/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.assort.demo.node.Http;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** {@code diversify} as a service: its switch, its cache, its limits, and every way in which a search may come. */
public final class ServiceIT extends NodeTestCase {

    private static final String INDEX = "service";
    private static final String GROUP = "all";
    private static final int PRODUCTS = 40;

    private static TextShop shop;

    @BeforeClass
    public static void open() throws IOException {
        deleteIndices(INDEX);
        shop = new TextShop(http(), INDEX, new Random(randomLong())).create(1).add(PRODUCTS, GROUP, 8);
    }

    @AfterClass
    public static void close() throws IOException {
        deleteIndices(INDEX);
        shop = null;
    }

    private static ObjectNode clause() throws IOException {
        return json("{'query_text': 'small reading lamp', 'text_fields': ['title'], 'diversity': 0.4}");
    }

    private static ObjectNode request(String group, int size, JsonNode clause) throws IOException {
        return request(json(TextShop.query(group)), size, 100, clause);
    }

    private static Answer search(JsonNode request) throws IOException {
        return search(INDEX, request).checked(request.toString());
    }

    @Test
    public void switchedOffTheOrderIsThatOfTheQuery() throws IOException {
        Answer plain = search(INDEX, request(GROUP, PRODUCTS, null));
        Answer before = search(request(GROUP, PRODUCTS, clause()));
        assertNotEquals("the clause changes the order", plain.ids(), before.ids());
        setting("assort.enabled", "false");
        try {
            Answer off = search(INDEX, request(GROUP, PRODUCTS, clause()));
            assertEquals("order", plain.ids(), off.ids());
            assertEquals("scores", plain.scores(), off.scores());
            assertAnyContains("the header", off.warnings(), "[assort.enabled] is [false]");
        } finally {
            setting("assort.enabled", null);
        }
        Answer after = search(request(GROUP, PRODUCTS, clause()));
        assertEquals("order once it is on again", before.ids(), after.ids());
        assertEquals("warnings once it is on again", List.of(), after.warnings());
    }

    @Test
    public void requestCacheKeepsNoChoice() throws IOException {
        String path = "/" + INDEX + "/_search?request_cache=true";
        Answer plain = search(INDEX, request(GROUP, PRODUCTS, null));
        ObjectNode request = request(GROUP, PRODUCTS, clause());
        Answer first = Answer.of(http().post(path, request));
        assertNotEquals("the clause changes the order", plain.ids(), first.ids());
        setting("assort.enabled", "false");
        try {
            assertEquals(
                    "order", plain.ids(), Answer.of(http().post(path, request)).ids());
        } finally {
            setting("assort.enabled", null);
        }
    }

    @Test
    public void secondSearchReadsFromTheCache() throws IOException {
        shop.add(15, "cached", 10);
        ObjectNode request = request("cached", 15, clause().put("query_text", shop.title(5)));
        long texts = assort().stat("/embedding/texts");
        Answer first = search(request);
        assertEquals("texts embedded: the products and the query", texts + 16, assort().stat("/embedding/texts"));
        long hits = assort().stat("/cache/hits");
        long misses = assort().stat("/cache/misses");
        Answer second = search(request);
        assertEquals("order", first.ids(), second.ids());
        Answer.assertSameScores("scores", first.scores(), second.scores());
        assertEquals("texts embedded", texts + 16, assort().stat("/embedding/texts"));
        assertEquals("vectors found", hits + 16, assort().stat("/cache/hits"));
        assertEquals("vectors looked for in vain", misses, assort().stat("/cache/misses"));
    }

    @Test
    public void newPriceIsNoNewText() throws IOException {
        TextShop changing = new TextShop(http(), INDEX + "_changing", new Random(randomLong()))
                .create(1)
                .add(5, GROUP, 8);
        ObjectNode request = request(GROUP, 5, clause());
        Answer before = search(changing.index(), request).checked("before");
        long texts = assort().stat("/embedding/texts");
        update(changing, "p3", "{'doc': {'price': 9000}}");
        Answer cheaper = search(changing.index(), request).checked("with a new price");
        assertEquals("the dearest is the first", "p3", cheaper.ids().get(0));
        assertEquals("texts embedded after a new price", texts, assort().stat("/embedding/texts"));
        update(changing, "p3", "{'doc': {'title': '" + shop.title(8) + "'}}");
        Answer renamed = search(changing.index(), request).checked("with a new title");
        assertEquals("texts embedded after a new title", texts + 1, assort().stat("/embedding/texts"));
        assertEquals("hits", before.hits().size(), renamed.hits().size());
        deleteIndices(changing.index());
    }

    private static void update(TextShop shop, String id, String json) throws IOException {
        http().post("/" + shop.index() + "/_update/" + id + "?refresh=true", json(json))
                .ok();
    }

    @Test
    public void embeddingsOfOneSearchAreBounded() throws IOException {
        shop.add(12, "bounded", 10);
        ObjectNode request = request("bounded", 12, clause());
        search(request(GROUP, 1, clause()));
        setting("assort.rescore.max_embeddings", "5");
        try {
            long texts = assort().stat("/embedding/texts");
            Answer first = search(request);
            assertEquals("hits", 12, first.hits().size());
            assertEquals("texts embedded", texts + 5, assort().stat("/embedding/texts"));
            assertAnyContains("the header", first.warnings(), "[7] of [12] candidates have no vector");
            assertAnyContains(
                    "the header",
                    first.warnings(),
                    "[7] candidates were not embedded, [assort.rescore.max_embeddings] is [5]");
            assertAnyContains("the header", search(request).warnings(), "[2] candidates were not embedded");
            assertEquals(
                    "warnings once all have a vector",
                    List.of(),
                    search(request).warnings());
            assertEquals("texts embedded in all", texts + 12, assort().stat("/embedding/texts"));
        } finally {
            setting("assort.rescore.max_embeddings", null);
        }
    }

    @Test
    public void deadlineOfEmbedding() throws IOException {
        shop.add(60, "late", 60);
        ObjectNode request = request("late", 10, clause());
        search(request(GROUP, 1, clause()));
        setting("assort.embed.timeout", "1ms");
        try {
            Http.Response late = http().post("/" + INDEX + "/_search", request);
            assertEquals(late.text(), 503, late.status());
            assertContains("the refusal", late.text(), "embedding took longer than [assort.embed.timeout=1ms]");
        } finally {
            setting("assort.embed.timeout", null);
        }
        assertEquals("hits with time enough", 10, search(request).hits().size());
    }

    @Test
    public void multiSearchAnswersEachForItself() throws IOException {
        String bad = request(GROUP, 10, clause().put("diversity", 2)).toString();
        String good = request(GROUP, 10, clause()).toString();
        String plain = request(GROUP, 10, null).toString();
        StringBuilder lines = new StringBuilder();
        for (String request : List.of(good, bad, plain, good)) {
            lines.append("{}\n").append(request).append('\n');
        }
        JsonNode mixed =
                http().postLines("/" + INDEX + "/_msearch", lines.toString()).body();
        // A body that cannot be parsed fails the whole multi-search, in core.
        assertEquals(mixed.toString(), 400, mixed.path("status").asInt());
        assertContains("the refusal", mixed.toString(), "[diversity] must be in [0, 1], got [2.0]");

        String unmapped = request(GROUP, 10, json("{'vector_field': 'nope'}")).toString();
        lines.setLength(0);
        for (String request : List.of(good, unmapped, plain, good)) {
            lines.append("{}\n").append(request).append('\n');
        }
        JsonNode answers = http().postLines("/" + INDEX + "/_msearch", lines.toString())
                .ok()
                .path("responses");
        List<String> alone = search(request(GROUP, 10, clause())).ids();
        assertEquals(
                "first",
                alone,
                Answer.of(answers.get(0), List.of()).checked("first").ids());
        assertEquals(
                answers.get(1).toString(), 400, answers.get(1).path("status").asInt());
        assertContains(
                "the refusal",
                answers.get(1).toString(),
                "[vector_field] must be a field of type [product_vector] or [knn_vector]");
        assertEquals(
                "plain",
                search(INDEX, request(GROUP, 10, null)).ids(),
                Answer.of(answers.get(2), List.of()).ids());
        assertEquals(
                "last",
                alone,
                Answer.of(answers.get(3), List.of()).checked("last").ids());
    }

    @Test
    public void pointInTime() throws IOException {
        ObjectNode request = request(GROUP, 10, clause());
        Answer now = search(request);
        JsonNode pit = http().post("/" + INDEX + "/_search/point_in_time?keep_alive=1m", "")
                .ok();
        ObjectNode later = request.deepCopy();
        later.putObject("pit").put("id", pit.path("pit_id").asText());
        assertEquals(
                "order",
                now.ids(),
                Answer.of(http().post("/_search", later))
                        .checked("point in time")
                        .ids());
        ObjectNode page = later.put("from", 10);
        List<String> next =
                Answer.of(http().post("/_search", page)).checked("second page").ids();
        assertEquals("second page", search(request(GROUP, 20, clause())).ids().subList(10, 20), next);
        http().delete("/_search/point_in_time/_all").ok();
    }

    @Test
    public void searchTemplate() throws IOException {
        ObjectNode template = Http.JSON.createObjectNode();
        ObjectNode source = request("{{group}}", 10, clause().put("query_text", "{{words}}"));
        template.put("source", source.toString());
        template.putObject("params").put("group", GROUP).put("words", "small reading lamp");
        Answer answer = Answer.of(http().post("/" + INDEX + "/_search/template", template))
                .checked("template");
        assertEquals("order", search(request(GROUP, 10, clause())).ids(), answer.ids());
    }

    @Test
    public void oneIdInTwoIndices() throws IOException {
        String other = INDEX + "_other";
        deleteIndices(other);
        new TextShop(http(), other, new Random(randomLong())).create(1).add(PRODUCTS, GROUP, 8);
        http().post(
                        "/_aliases",
                        json("{'actions': [{'add': {'indices': ['%s', '%s'], 'alias': 'service_alias'}}]}"
                                .formatted(INDEX, other)))
                .ok();
        Answer answer = search("service_alias", request(GROUP, 2 * PRODUCTS, clause()));
        assertEquals("hits", 2 * PRODUCTS, answer.hits().size());
        assertEquals(
                "products, by index and id",
                2 * PRODUCTS,
                answer.hits().stream()
                        .map(hit -> hit.index() + hit.id())
                        .distinct()
                        .count());
        deleteIndices(other);
    }

    @Test
    public void nothingToChooseFrom() throws IOException {
        Answer none = search(request("no such group", 10, clause()));
        assertEquals("hits", 0, none.hits().size());
        deleteIndices("service_empty", "service_bare");
        new TextShop(http(), "service_empty", new Random(0)).create(1);
        assertEquals(
                "hits of an empty index",
                0,
                search("service_empty", request(GROUP, 10, clause())).hits().size());
        createIndex("service_bare", "{'settings': {'number_of_replicas': 0}}");
        ObjectNode bare = request(json("{'match_all': {}}"), 10, 100, json("{}"));
        assertEquals(
                "hits of an index without mapping",
                0,
                search("service_bare", bare).hits().size());
        http().put("/service_bare/_doc/1?refresh=true", json("{'price': 3}")).ok();
        Answer textless = search("service_bare", bare);
        assertEquals("hits of products without text", List.of("1"), textless.ids());
        deleteIndices("service_empty", "service_bare");
    }

    @Test
    public void edgesOfTheList() throws IOException {
        Answer counted = search(request(GROUP, 0, clause()));
        assertEquals("hits of size 0", 0, counted.hits().size());
        assertEquals("total of size 0", PRODUCTS, counted.total());
        Answer beyond = search(request(GROUP, 10, clause()).put("from", 1_000));
        assertEquals("hits beyond the end", 0, beyond.hits().size());

        Answer whole = search(request(json(TextShop.query(GROUP)), PRODUCTS, 5, clause()));
        ObjectNode belowWindow =
                request(json(TextShop.query(GROUP)), 10, 5, clause()).put("from", 20);
        assertEquals(
                "a page below the window",
                whole.ids().subList(20, 30),
                search(belowWindow).ids());
        Answer one = search(request(json(TextShop.query(GROUP)), PRODUCTS, 1, clause()));
        assertEquals(
                "order over a window of one",
                search(INDEX, request(GROUP, PRODUCTS, null)).ids(),
                one.ids());
    }

    @Test
    public void bareClauseWorksOnAnyTextIndex() throws IOException {
        ObjectNode request = request(json(TextShop.query(GROUP)), PRODUCTS, 100, json("{}"));
        Answer answer = search(request);
        assertEquals("hits", PRODUCTS, answer.hits().size());
        assertEquals("warnings", List.of(), answer.warnings());
    }

    @Test
    public void aliasOfAFieldIsThatField() throws IOException {
        http().put("/" + INDEX + "/_mapping", json("{'properties': {'name': {'type': 'alias', 'path': 'title'}}}"))
                .ok();
        String clause = "{'text_fields': ['%s'], 'diversity': 0.5}";
        Answer named = search(request(GROUP, PRODUCTS, json(clause.formatted("title"))));
        Answer aliased = search(request(GROUP, PRODUCTS, json(clause.formatted("name"))));
        assertEquals("warnings", List.of(), aliased.warnings());
        assertEquals("order", named.ids(), aliased.ids());
    }

    @Test
    public void mayFollowAnotherRescorer() throws IOException {
        List<String> unchanged = search(INDEX, request(GROUP, PRODUCTS, null)).ids();
        ObjectNode first = Http.JSON.createObjectNode().put("window_size", 100);
        ObjectNode query = first.putObject("query").put("rescore_query_weight", 900);
        query.putObject("rescore_query").putObject("ids").putArray("values").add(unchanged.getLast());
        ObjectNode rescored = request(json(TextShop.query(GROUP)), PRODUCTS, 0, null);
        rescored.putArray("rescore").add(first);
        ObjectNode both = rescored.deepCopy();
        ObjectNode last = Http.JSON.createObjectNode().put("window_size", 100);
        last.set("diversify", json("{'diversity': 0, 'relevance': {'query': 1}}"));
        both.withArray("/rescore").add(last);
        Answer alone = search(INDEX, rescored);
        assertEquals("the last is the first", unchanged.getLast(), alone.ids().getFirst());
        assertEquals("order after the other rescorer", alone.ids(), search(both).ids());
    }

    @Test
    public void standsBesideOtherPartsOfASearch() throws IOException {
        ObjectNode request = request(GROUP, 10, clause()).put("profile", true).put("track_total_hits", true);
        request.putObject("aggs").putObject("dearest").putObject("max").put("field", "price");
        request.putObject("highlight").putObject("fields").putObject("title");
        request.putArray("docvalue_fields").add("price");
        Http.Response response = http().post("/" + INDEX + "/_search", request);
        Answer answer = Answer.of(response).checked("with more");
        assertEquals("order", search(request(GROUP, 10, clause())).ids(), answer.ids());
        assertTrue(
                "aggregation", response.body().at("/aggregations/dearest/value").isNumber());
        assertFalse("price", answer.hits().get(0).json().at("/fields/price").isMissingNode());
        assertFalse("profile", response.body().path("profile").isMissingNode());
    }

    @Test
    public void settingsHaveBounds() throws IOException {
        for (String bad : List.of(
                "{'assort.rescore.max_embeddings': -1}",
                "{'assort.rescore.max_embeddings': 1001}",
                "{'assort.embed.timeout': '0ms'}",
                "{'assort.embed.timeout': 'soon'}",
                "{'assort.enabled': 'maybe'}",
                "{'assort.no_such': 1}")) {
            Http.Response response = http().put("/_cluster/settings", json("{'persistent': " + bad + "}"));
            assertEquals(bad + " -> " + response.text(), 400, response.status());
        }
    }
}
