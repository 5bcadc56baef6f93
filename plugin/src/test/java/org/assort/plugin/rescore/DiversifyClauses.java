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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.NoveltyClause;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.clause.ProfileClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.plugin.rescore.clause.RelevanceClause;
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
                randomBoolean() ? relevance() : null,
                randomBoolean() ? randomFrom(Method.values()) : null,
                randomBoolean() ? diversity() : null,
                randomBoolean() ? randomFrom(MissingVector.values()) : null,
                some(DiversifyClauses::coverage),
                some(DiversifyClauses::quota),
                randomBoolean() ? new NoveltyClause(name(), randomDoubleBetween(0, 2, true)) : null,
                randomBoolean() ? pin() : PinClause.NONE,
                randomBoolean() ? ProfileClauses.random() : null,
                randomBoolean() ? randomAlphaOfLengthBetween(1, 10) : null,
                randomBoolean(),
                randomBoolean());
    }

    private static String name() {
        return randomAlphaOfLengthBetween(1, 10);
    }

    private static <T> List<T> some(Supplier<T> supplier) {
        return Stream.generate(supplier).limit(randomIntBetween(0, 3)).toList();
    }

    private static RelevanceClause relevance() {
        return new RelevanceClause(
                randomDoubleBetween(0.1, 3, true),
                frequently() ? randomDoubleBetween(0, 3, true) : 0,
                randomBoolean() ? randomDoubleBetween(0, 3, true) : null);
    }

    private static DiversityClause diversity() {
        return switch (randomIntBetween(0, 2)) {
            case 0 -> new DiversityClause.Given(randomDoubleBetween(0, 1, true));
            case 1 -> new DiversityClause.Auto();
            default -> new DiversityClause.Budget(randomDoubleBetween(0, 1, true), randomIntBetween(1, 100));
        };
    }

    private static CoverageClause coverage() {
        double weight = randomDoubleBetween(0, 3, true);
        if (randomBoolean()) {
            return new CoverageClause(
                    name(),
                    weight,
                    randomDoubleBetween(0, 1, true),
                    randomBoolean() ? List.of() : List.of(-1.5, 0.0, randomDoubleBetween(1, 9, true)),
                    null,
                    false);
        }
        double share = randomDoubleBetween(0, 1, true);
        return new CoverageClause(
                name(), weight, CoverageClause.DEFAULT_DECAY, List.of(), Map.of("a", share, "other", 1 - share), false);
    }

    private static QuotaClause quota() {
        boolean least = randomBoolean();
        int within = randomIntBetween(3, 20);
        return new QuotaClause(
                name(),
                least || randomBoolean() ? name() : null,
                least ? randomIntBetween(0, 3) : null,
                least == false || randomBoolean() ? randomIntBetween(3, 9) : null,
                within);
    }

    private static PinClause pin() {
        return randomBoolean() ? new PinClause(randomIntBetween(0, 9), List.of()) : new PinClause(0, names());
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
        RelevanceWeights weights = c.relevance();
        mutations.add(with(c, "relevance", relevance(weights.query() + 1, weights.semantic(), weights.profile())));
        mutations.add(with(c, "relevance", relevance(weights.query(), weights.semantic() + 1, weights.profile())));
        mutations.add(with(c, "relevance", relevance(weights.query(), weights.semantic(), weights.profile() + 1)));
        mutations.add(with(c, "method", c.choosing() == Method.MMR ? "dpp" : "mmr"));
        for (Object[] other : new Object[][] {
            {"diversity", 0.987654},
            {"diversity", "auto"},
            {"relevance_budget", 0.987654},
            {"relevance_budget", 0.25, "budget_depth", 101 - depth(c)},
        }) {
            DiversifyClause mutation =
                    with(with(c, "diversity", null, "relevance_budget", null, "budget_depth", null), other);
            if (mutation.diversity().equals(c.diversity()) == false) {
                mutations.add(mutation);
            }
        }
        mutations.add(with(c, "coverage", List.of(Map.of("field", "another"))));
        mutations.add(with(c, "coverage", List.of(Map.of("field", "another", "weight", 0.25))));
        mutations.add(with(c, "quotas", List.of(Map.of("field", "another", "max", 1))));
        mutations.add(with(c, "novelty", Map.of("field", "another")));
        mutations.add(with(c, "pin", 10));
        mutations.add(with(c, "pin", List.of("another")));
        ProfileClause profile = c.profile() == null ? ProfileClauses.random() : c.profile();
        for (Map<String, Object> mutation : ProfileClauses.mutations(profile)) {
            mutations.add(with(c, "profile", mutation));
        }
        mutations.add(with(c, "missing_vector", c.lacking() == MissingVector.LAST ? "error" : "last"));
        mutations.add(with(c, "tie_breaker", c.tieBreaker() + "x"));
        mutations.add(with(c, "apply", c.apply() == false));
        mutations.add(with(c, "report", c.report() == false));
        return mutations;
    }

    private static int depth(DiversifyClause c) {
        return c.diversity() instanceof DiversityClause.Budget budget ? budget.depth() : 1;
    }

    private static Map<String, Object> relevance(double query, double semantic, double profile) {
        return Map.of("query", query, "semantic", semantic, "profile", profile);
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
