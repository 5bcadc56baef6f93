/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.assort.plugin.json.JsonFields;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.RelevanceWeights;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentLocation;
import org.opensearch.core.xcontent.XContentParser;

/** Reads the object of a {@code diversify} clause. One instance a clause. */
public final class DiversifyParser {

    private static final List<String> FIELDS = List.of(
            "query_text",
            "query_vector",
            "model",
            "vector_field",
            "text_fields",
            "relevance",
            "method",
            "diversity",
            "missing_vector",
            "tie_breaker",
            "apply",
            "report");
    private static final int MAX_NAME = 1000;

    private String queryText;
    private float[] queryVector;
    private String model;
    private String vectorField;
    private List<String> textFields = List.of();
    private RelevanceWeights relevance = RelevanceWeights.DEFAULT;
    private Method method = Method.MMR;
    private Double diversity;
    private MissingVector missingVector = MissingVector.NEUTRAL;
    private String tieBreaker;
    private boolean apply = true;
    private boolean report;

    private DiversifyParser() {}

    /**
     * Reads a clause.
     *
     * @throws ParsingException (400) naming the field, what is allowed and what came
     */
    public static DiversifyClause parse(XContentParser parser) throws IOException {
        XContentLocation start = parser.getTokenLocation();
        DiversifyParser clause = new DiversifyParser();
        JsonFields.forEach(parser, DiversifyClause.NAME, FIELDS, clause::read);
        try {
            return clause.build();
        } catch (IllegalArgumentException e) {
            throw new ParsingException(start, "{}", e, e.getMessage());
        }
    }

    private void read(JsonField field) throws IOException {
        switch (field.name()) {
            case "query_text" -> queryText = field.text(DiversifyClause.MAX_QUERY_TEXT);
            case "query_vector" -> queryVector = field.floats(1, DiversifyClause.MAX_DIMENSION);
            case "model" -> model = field.text(MAX_NAME);
            case "vector_field" -> vectorField = field.text(MAX_NAME);
            case "text_fields" -> textFields = field.strings(1, DiversifyClause.MAX_TEXT_FIELDS, MAX_NAME);
            case "relevance" -> relevance = relevance(field);
            case "method" -> method = Method.of(field.text(MAX_NAME));
            case "diversity" -> diversity = diversity(field.number());
            case "missing_vector" -> missingVector = MissingVector.of(field.text(MAX_NAME));
            case "tie_breaker" -> tieBreaker = field.text(MAX_NAME);
            case "apply" -> apply = field.bool();
            case "report" -> report = field.bool();
            default -> throw new AssertionError(field.name());
        }
    }

    // Checked here too, so that the message carries the line and column of the value.
    private static double diversity(double value) {
        DiversifyClause.checkDiversity(value);
        return value;
    }

    /** A signal that is not named gets no weight. */
    private static RelevanceWeights relevance(JsonField object) throws IOException {
        double[] weights = new double[2];
        object.object(
                List.of("query", "semantic"), field -> weights[field.name().equals("query") ? 0 : 1] = field.number());
        return new RelevanceWeights(weights[0], weights[1]);
    }

    private DiversifyClause build() {
        return new DiversifyClause(
                queryText,
                queryVector,
                model,
                vectorField,
                textFields,
                relevance,
                method,
                diversity,
                missingVector,
                tieBreaker,
                apply,
                report);
    }
}
