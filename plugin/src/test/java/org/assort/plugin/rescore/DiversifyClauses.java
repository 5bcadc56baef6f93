/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import static org.opensearch.test.OpenSearchTestCase.frequently;
import static org.opensearch.test.OpenSearchTestCase.randomAlphaOfLengthBetween;
import static org.opensearch.test.OpenSearchTestCase.randomBoolean;
import static org.opensearch.test.OpenSearchTestCase.randomDoubleBetween;
import static org.opensearch.test.OpenSearchTestCase.randomFrom;
import static org.opensearch.test.OpenSearchTestCase.randomIntBetween;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.RelevanceWeights;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;

/** Random clauses, with every field set or absent, and mutations of one field at a time. */
final class DiversifyClauses {

    private DiversifyClauses() {}

    static DiversifyClause random() {
        boolean text = randomBoolean();
        return new DiversifyClause(
                text ? randomAlphaOfLengthBetween(1, 30) : null,
                text == false && randomBoolean() ? vector() : null,
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean() ? List.of() : names(),
                new RelevanceWeights(
                        randomDoubleBetween(0.1, 3, true), frequently() ? randomDoubleBetween(0, 3, true) : 0),
                randomFrom(Method.values()),
                frequently() ? randomDoubleBetween(0, 1, true) : null,
                randomFrom(MissingVector.values()),
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean(),
                randomBoolean());
    }

    private static float[] vector() {
        float[] vector = new float[randomIntBetween(1, 20)];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) randomDoubleBetween(0.1, 2, true);
        }
        return vector;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        int count = randomIntBetween(1, 4);
        for (int i = 0; i < count; i++) {
            names.add(randomAlphaOfLengthBetween(1, 10));
        }
        return names;
    }

    /** Returns copies of the clause, each of which differs from it in one field, for every field. */
    static List<DiversifyClause> mutations(DiversifyClause c) throws IOException {
        List<String> moreFields = new ArrayList<>(c.textFields());
        moreFields.add("another");
        List<Object> longer = new ArrayList<>(Collections.nCopies(30, 0.5));
        List<DiversifyClause> mutations = new ArrayList<>();
        mutations.add(with(c, "query_vector", null, "query_text", c.queryText() + "x"));
        mutations.add(with(c, "query_text", null, "query_vector", longer));
        mutations.add(with(c, "model", c.model() + "x"));
        mutations.add(with(c, "vector_field", c.vectorField() + "x"));
        mutations.add(with(c, "text_fields", moreFields));
        mutations.add(with(
                c,
                "relevance",
                relevance(c.relevance().query() + 1, c.relevance().semantic())));
        mutations.add(with(
                c, "relevance", relevance(c.relevance().query(), c.relevance().semantic() + 1)));
        mutations.add(with(c, "method", c.method() == Method.MMR ? "dpp" : "mmr"));
        mutations.add(with(c, "diversity", c.lambda() < 0.5 ? c.lambda() + 0.25 : c.lambda() - 0.25));
        mutations.add(with(c, "missing_vector", c.missingVector() == MissingVector.LAST ? "error" : "last"));
        mutations.add(with(c, "tie_breaker", c.tieBreaker() + "x"));
        mutations.add(with(c, "apply", c.apply() == false));
        mutations.add(with(c, "report", c.report() == false));
        if (c.diversity() != null) {
            mutations.add(with(c, "diversity", null));
        }
        return mutations;
    }

    private static Map<String, Object> relevance(double query, double semantic) {
        return Map.of("query", query, "semantic", semantic);
    }

    /** Returns a copy with other values; names and values alternate, null takes a field away. */
    private static DiversifyClause with(DiversifyClause clause, Object... fields) throws IOException {
        XContentBuilder json = JsonXContent.contentBuilder().startObject();
        clause.toXContent(json, null);
        Map<String, Object> map = XContentHelper.convertToMap(
                        BytesReference.bytes(json.endObject()), false, MediaTypeRegistry.JSON)
                .v2();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] == null) {
                map.remove((String) fields[i]);
            } else {
                map.put((String) fields[i], fields[i + 1]);
            }
        }
        BytesReference changed =
                BytesReference.bytes(JsonXContent.contentBuilder().map(map));
        try (XContentParser parser = JsonXContent.jsonXContent.createParser(
                NamedXContentRegistry.EMPTY, DeprecationHandler.THROW_UNSUPPORTED_OPERATION, changed.streamInput())) {
            parser.nextToken();
            return DiversifyParser.parse(parser);
        }
    }
}
