/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import static org.opensearch.test.OpenSearchTestCase.frequently;
import static org.opensearch.test.OpenSearchTestCase.randomAlphaOfLengthBetween;
import static org.opensearch.test.OpenSearchTestCase.randomBoolean;
import static org.opensearch.test.OpenSearchTestCase.randomDoubleBetween;
import static org.opensearch.test.OpenSearchTestCase.randomFrom;
import static org.opensearch.test.OpenSearchTestCase.randomIntBetween;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.RelevanceWeights;

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
                randomDoubleBetween(0, 1, true),
                randomFrom(MissingVector.values()));
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
    static List<DiversifyClause> mutations(DiversifyClause c) {
        List<String> moreFields = new ArrayList<>(c.textFields());
        moreFields.add("another");
        float[] longer = c.queryVector() == null ? new float[] {1, 2} : Arrays.copyOf(c.queryVector(), 30);
        DiversifyClause noQuery = with(c, null, null);
        return List.of(
                with(c, c.queryText() + "x", null),
                with(c, null, longer),
                c.queryText() == null && c.queryVector() == null ? with(c, "text", null) : noQuery,
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model() + "x",
                        c.vectorField(),
                        c.textFields(),
                        c.relevance(),
                        c.method(),
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField() + "x",
                        c.textFields(),
                        c.relevance(),
                        c.method(),
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        moreFields,
                        c.relevance(),
                        c.method(),
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        c.textFields(),
                        new RelevanceWeights(
                                c.relevance().query() + 1, c.relevance().semantic()),
                        c.method(),
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        c.textFields(),
                        new RelevanceWeights(
                                c.relevance().query(), c.relevance().semantic() + 1),
                        c.method(),
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        c.textFields(),
                        c.relevance(),
                        c.method() == Method.MMR ? Method.DPP : Method.MMR,
                        c.diversity(),
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        c.textFields(),
                        c.relevance(),
                        c.method(),
                        c.diversity() / 2 + 0.25 == c.diversity() ? 0 : c.diversity() / 2 + 0.25,
                        c.missingVector()),
                new DiversifyClause(
                        c.queryText(),
                        c.queryVector(),
                        c.model(),
                        c.vectorField(),
                        c.textFields(),
                        c.relevance(),
                        c.method(),
                        c.diversity(),
                        c.missingVector() == MissingVector.LAST ? MissingVector.ERROR : MissingVector.LAST));
    }

    private static DiversifyClause with(DiversifyClause c, String queryText, float[] queryVector) {
        return new DiversifyClause(
                queryText,
                queryVector,
                c.model(),
                c.vectorField(),
                c.textFields(),
                c.relevance(),
                c.method(),
                c.diversity(),
                c.missingVector());
    }
}
