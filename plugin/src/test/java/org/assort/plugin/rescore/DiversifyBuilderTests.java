/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.DiversifyClause;
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
            case 1 -> written.off();
            default -> written.coordinated(new SearchRun(null), randomBoolean() ? null : "text");
        };
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
            assertNotEquals(builder, builder.off());
            assertNotEquals(builder, builder.coordinated(new SearchRun(null), null));
            assertNotEquals(builder.off(), builder.coordinated(new SearchRun(null), null));
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
        assertEquals(0.2, clause.lambda(), 0);
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
        refused("{\"apply\":\"no\"}", "[apply]", "true or false", "[no]");
        refused("{\"report\":1}", "[report]", "true or false", "[1]");
        refused("{\"relevance\":1}", "[relevance]", "an object", "[1]");
        refused("{\"relevance\":{\"clicks\":1}}", "[relevance]", "[query, semantic]", "[clicks]");
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
