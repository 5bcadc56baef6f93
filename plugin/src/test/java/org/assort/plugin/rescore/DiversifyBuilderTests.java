/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.AssortServices;
import org.assort.plugin.ByteStrings;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.query.Resolution;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.test.OpenSearchTestCase;

public class DiversifyBuilderTests extends OpenSearchTestCase {

    private static AssortServices noNode() {
        throw new AssertionError("reading and writing need no node");
    }

    private static DiversifyBuilder builder(DiversifyClause clause) {
        DiversifyBuilder written = new DiversifyBuilder(DiversifyBuilderTests::noNode, clause);
        if (randomBoolean()) {
            written.windowSize(randomIntBetween(1, 1000));
        }
        return switch (randomIntBetween(0, 2)) {
            case 0 -> written;
            case 1 -> reading(clause, Resolutions.random());
            default ->
                written.coordinated(
                        new SearchRun(null), randomBoolean() ? null : "text", randomBoolean() ? null : "model");
        };
    }

    private static DiversifyBuilder reading(DiversifyClause clause, Resolution resolution) {
        return DiversifyBuilder.reading(DiversifyBuilderTests::noNode, clause, resolution, new SearchRun(null));
    }

    public void testWireKeepsEveryField() throws IOException {
        for (int i = 0; i < 200; i++) {
            DiversifyBuilder builder = builder(DiversifyClauses.random());
            BytesStreamOutput out = new BytesStreamOutput();
            builder.writeTo(out);
            try (StreamInput in = out.bytes().streamInput()) {
                DiversifyBuilder read = new DiversifyBuilder(DiversifyBuilderTests::noNode, in);
                assertEquals(builder, read);
                assertEquals(builder.hashCode(), read.hashCode());
                assertEquals(builder.windowSize(), read.windowSize());
                assertEquals("everything was read", 0, in.available());
            }
        }
    }

    public void testEqualsSeesEveryField() throws IOException {
        for (int i = 0; i < 50; i++) {
            DiversifyClause clause = DiversifyClauses.random();
            DiversifyBuilder builder = new DiversifyBuilder(DiversifyBuilderTests::noNode, clause);
            for (DiversifyClause mutation : DiversifyClauses.mutations(clause)) {
                assertNotEquals(builder, new DiversifyBuilder(DiversifyBuilderTests::noNode, mutation));
            }
            assertNotEquals(builder, new DiversifyBuilder(DiversifyBuilderTests::noNode, clause).windowSize(7));
            assertNotEquals(builder, builder.coordinated(new SearchRun(null), null, null));
            Resolution resolution = Resolutions.random();
            DiversifyBuilder reading = reading(clause, resolution);
            assertNotEquals(builder, reading);
            assertEquals(reading, reading(clause, resolution));
            for (Resolution mutation : Resolutions.mutations(resolution)) {
                assertNotEquals(reading, reading(clause, mutation));
            }
        }
    }

    public void testJsonKeepsEveryField() throws IOException {
        for (int i = 0; i < 200; i++) {
            DiversifyClause clause = DiversifyClauses.random();
            XContentBuilder json = JsonXContent.contentBuilder().startObject();
            clause.toXContent(json, null);
            json.endObject();
            try (XContentParser parser = createParser(json)) {
                parser.nextToken();
                assertEquals(
                        clause,
                        DiversifyBuilder.fromXContent(DiversifyBuilderTests::noNode, parser)
                                .clause());
            }
        }
    }

    public void testEmptyClauseHasTheDefaults() throws IOException {
        DiversifyClause clause = parse("{}");
        assertNull(clause.queryText());
        assertNull(clause.vectorField());
        assertEquals("mmr", clause.method().id());
        assertEquals(new DiversityClause.Given(0.1), clause.tradeoff());
        assertEquals(
                new DiversityClause.Given(0.05), parse("{\"method\":\"dpp\"}").tradeoff());
        assertEquals(List.of(), clause.fields());
        assertEquals(PinClause.NONE, clause.pin());
        assertNull(clause.tieBreaker());
        assertTrue(clause.apply());
        assertFalse(clause.reports());
        assertEquals(0.5, clause.relevance().query(), 0);
        assertEquals(0.5, clause.relevance().semantic(), 0);
        assertEquals("neutral", clause.missingVector().id());
    }

    public void testASignalThatIsNotNamedHasNoWeight() throws IOException {
        assertEquals(0, parse("{\"relevance\":{\"query\":1}}").relevance().semantic(), 0);
        assertEquals(0, parse("{\"relevance\":{\"semantic\":1}}").relevance().query(), 0);
    }

    public void testAProfileAloneMayCount() throws IOException {
        for (String weights : List.of("{}", "{\"query\":0,\"semantic\":0}")) {
            DiversifyClause clause = parse("{\"relevance\":" + weights + ",\"profile\":{\"client_id\":\"c\"}}");
            assertEquals(0.2, clause.relevance().profile(), 0);
            assertEquals(0, clause.relevance().query(), 0);
        }
    }

    public void testANewShopperHasDoneNothing() throws IOException {
        DiversifyClause clause = parse("{\"profile\":{\"products\":[]}}");
        assertEquals(List.of(), clause.profile().products());
        assertNull(clause.profile().clientId());
    }

    public void testWhatIsSaidTwiceOrByDefaultIsOne() throws IOException {
        assertEquals(
                List.of("a", "b"), parse("{\"pin\":[\"a\",\"b\",\"a\"]}").pin().ids());
        assertEquals(
                parse("{\"profile\":{\"client_id\":\"c\"}}"),
                parse("{\"profile\":{\"client_id\":\"c\",\"object_field\":\"_id\"}}"));
    }

    public void testAByteStringIsNoValueOfAnyField() throws IOException {
        ByteStrings.assertRefused(
                List.of(
                        "query_text",
                        "query_vector",
                        "model",
                        "vector_field",
                        "text_fields",
                        "relevance",
                        "method",
                        "diversity",
                        "relevance_budget",
                        "budget_depth",
                        "coverage",
                        "quotas",
                        "novelty",
                        "profile",
                        "pin",
                        "missing_vector",
                        "tie_breaker",
                        "apply",
                        "report"),
                this::createParser,
                parser -> DiversifyBuilder.fromXContent(DiversifyBuilderTests::noNode, parser));
    }

    /** Each line: what is sent, and all that the answer has to name. */
    public void testWhatIsWrongIsNamed() {
        refused("[]", "[diversify]", "an object", "an array");
        refused("{\"diverse\":1}", "[diversify]", "query_text", "diversity", "[diverse]");
        refused("{\"diversity\":2}", "[diversity]", "[0, 1]", "[2.0]");
        refused("{\"diversity\":-0.1}", "[diversity]", "[0, 1]", "[-0.1]");
        refused("{\"diversity\":\"high\"}", "[diversity]", "a number", "[high]");
        refused("{\"diversity\":null}", "[diversity]", "a number", "[null]");
        refused("{\"diversity\":\"NaN\"}", "[diversity]", "a number", "[NaN]");
        refused("{\"method\":\"best\"}", "[method]", "[mmr, dpp]", "[best]");
        refused("{\"method\":3}", "[method]", "a string", "[3]");
        refused("{\"missing_vector\":\"skip\"}", "[missing_vector]", "[neutral, last, error]", "[skip]");
        refused("{\"query_text\":7}", "[query_text]", "a string", "[7]");
        refused("{\"query_text\":\"  \"}", "[query_text]", "blank");
        refused("{\"query_text\":\"" + "x".repeat(10_001) + "\"}", "[query_text]", "10000", "10001");
        refused("{\"query_vector\":{}}", "[query_vector]", "an array of numbers", "an object");
        refused("{\"query_vector\":[]}", "[query_vector]", "1 to 16000", "[0]");
        refused("{\"query_vector\":[1,\"a\"]}", "[query_vector]", "finite numbers", "[a]");
        refused("{\"query_vector\":[1,1e39]}", "[query_vector]", "finite numbers", "[1e39]");
        refused("{\"query_vector\":[0,0]}", "[query_vector]", "zeros");
        refused("{\"query_vector\":[1],\"query_text\":\"a\"}", "[query_text]", "[query_vector]", "both");
        refused("{\"model\":\"\"}", "[model]", "blank");
        refused("{\"vector_field\":[\"a\"]}", "[vector_field]", "a string", "an array");
        refused("{\"text_fields\":\"title\"}", "[text_fields]", "an array of strings", "[title]");
        refused("{\"text_fields\":[]}", "[text_fields]", "1 to 16", "[0]");
        refused("{\"text_fields\":[\"a\",null]}", "[text_fields]", "strings only", "[null]");
        refused("{\"text_fields\":[\" \"]}", "[text_fields]", "blank");
        refused("{\"tie_breaker\":1}", "[tie_breaker]", "a string", "[1]");
        refused("{\"relevance_budget\":1.5}", "[relevance_budget]", "[0, 1]", "[1.5]");
        refused("{\"relevance_budget\":0.1,\"diversity\":0.2}", "[diversity]", "[relevance_budget]", "both");
        refused("{\"relevance_budget\":0.1,\"budget_depth\":0}", "[budget_depth]", "at least 1", "[0]");
        refused("{\"relevance_budget\":0.1,\"budget_depth\":101}", "[budget_depth]", "[1, 100]", "[101]");
        refused("{\"budget_depth\":5}", "[budget_depth]", "[relevance_budget]");
        refused("{\"budget_depth\":1.5,\"relevance_budget\":0.1}", "[budget_depth]", "whole", "[1.5]");
        refused("{\"coverage\":{\"field\":\"a\"}}", "[coverage]", "an array", "an object");
        refused("{\"coverage\":[1]}", "[coverage]", "an object", "[1]");
        refused("{\"coverage\":[{}]}", "[coverage.field]");
        refused("{\"coverage\":[{\"field\":\"a\",\"weight\":-1}]}", "[coverage.weight]", "at least 0", "[-1.0]");
        refused("{\"coverage\":[{\"field\":\"a\",\"decay\":2}]}", "[coverage.decay]", "[0, 1]", "[2.0]");
        refused("{\"coverage\":[{\"field\":\"a\",\"ranges\":[2,1]}]}", "[coverage.ranges]", "ascend", "[2.0, 1.0]");
        refused("{\"coverage\":[{\"field\":\"a\",\"ranges\":[]}]}", "[coverage.ranges]", "1 to 100", "[0]");
        refused("{\"coverage\":[{\"field\":\"a\",\"target\":{\"x\":0.5}}]}", "[coverage.target]", "sum to 1", "[0.5]");
        refused("{\"coverage\":[{\"field\":\"a\",\"target\":{\"x\":2,\"y\":-1}}]}", "[coverage.target]", "[0, 1]");
        refused("{\"coverage\":[{\"field\":\"a\",\"target\":\"mine\"}]}", "[coverage.target]", "[profile]", "[mine]");
        refused("{\"coverage\":[{\"field\":\"a\",\"target\":\"profile\"}]}", "[coverage.target]", "[profile]");
        refused(
                "{\"coverage\":[{\"field\":\"a\",\"decay\":1,\"target\":{\"x\":1}}]}",
                "[coverage.decay]",
                "[coverage.target]",
                "both");
        refused(
                "{\"coverage\":[{\"field\":\"a\",\"ranges\":[0,5],\"target\":{\"0-6\":1}}]}",
                "[coverage.target]",
                "[*-0, 0-5, 5-*]",
                "[0-6]");
        refused(
                "{\"coverage\":[" + "{\"field\":\"a\"},".repeat(8) + "{\"field\":\"a\"}]}",
                "[coverage]",
                "0 to 8",
                "[9]");
        refused("{\"quotas\":[{\"field\":\"a\"}]}", "[quotas]", "[min]", "[max]", "[a]");
        refused("{\"quotas\":[{\"max\":1}]}", "[quotas.field]");
        refused("{\"quotas\":[{\"field\":\"a\",\"min\":1}]}", "[quotas.min]", "[value]");
        refused("{\"quotas\":[{\"field\":\"a\",\"max\":-1}]}", "[quotas.max]", "at least 0", "[-1]");
        refused("{\"quotas\":[{\"field\":\"a\",\"max\":1,\"within\":0}]}", "[quotas.within]", "[1, 1000]", "[0]");
        refused("{\"quotas\":[{\"field\":\"a\",\"value\":\"x\",\"min\":11}]}", "[quotas.min]", "[0, 10]", "[11]");
        refused("{\"quotas\":[{\"field\":\"a\",\"value\":\"x\",\"min\":2,\"max\":1}]}", "[quotas.max]", "2", "[1]");
        refused(
                "{\"quotas\":[" + "{\"field\":\"a\",\"max\":1},".repeat(16) + "{\"field\":\"a\",\"max\":1}]}",
                "[quotas]",
                "0 to 16",
                "[17]");
        refused("{\"novelty\":{}}", "[novelty.field]");
        refused("{\"novelty\":{\"field\":\"a\",\"weight\":-1}}", "[novelty.weight]", "at least 0", "[-1.0]");
        refused("{\"pin\":-1}", "[pin]", "[0, 1000]", "[-1]");
        refused("{\"pin\":\"a\"}", "[pin]", "a whole number or an array of ids", "[a]");
        refused("{\"pin\":[]}", "[pin]", "1 to 200", "[0]");
        refused("{\"pin\":[\"a\",\"\"]}", "[pin]", "ids of products", "an empty one");
        refused("{\"relevance\":{}}", "[relevance]", "above 0");
        refused("{\"profile\":{}}", "[profile]", "[products]", "[client_id]", "neither");
        refused("{\"profile\":{\"client_id\":\"c\",\"events_index\":\",\"}}", "[profile.events_index]", "[,]");
        refused("{\"profile\":{\"client_id\":\"c\",\"index\":\",,\"}}", "[profile.index]", "[,,]");
        refused("{\"profile\":{\"events_index\":\"e\"}}", "[profile.events_index]", "[client_id]");
        refused("{\"profile\":{\"products\":[{}]}}", "[profile.products.id]");
        refused("{\"profile\":[]}", "[profile]", "an object", "an array");
        refused("{\"profile\":{\"client\":\"c\"}}", "[profile]", "client_id", "half_life_days", "[client]");
        refused("{\"profile\":{\"client_id\":\"c\",\"products\":[{\"id\":\"a\"}]}}", "[profile]", "both");
        refused("{\"profile\":{\"client_id\":7}}", "[profile.client_id]", "a string", "[7]");
        refused("{\"profile\":{\"client_id\":\"c\",\"half_life_days\":0}}", "[profile.half_life_days]", "[0.0]");
        refused("{\"profile\":{\"products\":{}}}", "[profile.products]", "an array", "an object");
        refused("{\"profile\":{\"products\":[1]}}", "[profile.products]", "an object", "[1]");
        refused("{\"profile\":{\"products\":[],\"client_id\":\"c\"}}", "[profile]", "both");
        refused("{\"profile\":{\"products\":[{\"id\":\"a\",\"weight\":0}]}}", "[profile.products.weight]", "[0.0]");
        refused("{\"profile\":{\"products\":[{\"id\":\"a\",\"weight\":-1}]}}", "[profile.products.weight]", "[-1.0]");
        refused("{\"profile\":{\"products\":[{\"id\":\"a\",\"time\":\"noon\"}]}}", "[profile.products.time]", "[noon]");
        refused("{\"profile\":{\"products\":[{\"id\":\"a\",\"time\":true}]}}", "[profile.products.time]", "[true]");
        refused(
                "{\"profile\":{\"products\":[" + "{\"id\":\"a\"},".repeat(200) + "{\"id\":\"a\"}]}}",
                "[profile.products]",
                "0 to 200",
                "[201]");
        refused("{\"text_fields\":[" + "\"a\",".repeat(16) + "\"a\"]}", "[text_fields]", "1 to 16", "[17]");
        refused("{\"pin\":[" + "\"a\",".repeat(200) + "\"a\"]}", "[pin]", "1 to 200", "[201]");
        refused("{\"query_vector\":[" + "1,".repeat(16_000) + "1]}", "[query_vector]", "1 to 16000", "[16001]");
        refused("{\"apply\":\"no\"}", "[apply]", "true or false", "[no]");
        refused("{\"report\":1}", "[report]", "true or false", "[1]");
        refused("{\"relevance\":1}", "[relevance]", "an object", "[1]");
        refused("{\"relevance\":{\"clicks\":1}}", "[relevance]", "[query, semantic, profile]", "[clicks]");
        refused("{\"relevance\":{\"query\":-1}}", "[relevance.query]", "at least 0", "[-1.0]");
        refused("{\"relevance\":{\"query\":\"x\"}}", "[relevance.query]", "a number", "[x]");
        refused("{\"relevance\":{\"query\":0,\"semantic\":0}}", "[relevance]", "above 0");
    }

    public void testALongValueIsNotShown() {
        String value = "x".repeat(5000);
        for (String json : new String[] {
            "{\"method\":\"" + value + "\"}",
            "{\"missing_vector\":\"" + value + "\"}",
            "{\"text_fields\":[\"" + value + "\"]}",
            "{\"diversity\":\"" + value + "\"}"
        }) {
            ParsingException e = expectThrows(ParsingException.class, () -> parse(json));
            assertTrue(e.getMessage(), e.getMessage().length() < 500);
        }
    }

    public void testWhatCameIsShownAsItCame() {
        refused("{\"method\":\"{} {}\"}", "[{} {}]");
    }

    private void refused(String json, String... named) {
        ParsingException e = expectThrows(ParsingException.class, () -> parse(json));
        assertEquals(400, e.status().getStatus());
        for (String part : named) {
            assertTrue("[" + e.getMessage() + "] names " + part, e.getMessage().contains(part));
        }
    }

    private DiversifyClause parse(String json) throws IOException {
        try (XContentParser parser = createParser(JsonXContent.jsonXContent, json)) {
            parser.nextToken();
            return DiversifyBuilder.fromXContent(DiversifyBuilderTests::noNode, parser)
                    .clause();
        }
    }
}
