/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assort.plugin.json.JsonField;
import org.assort.plugin.json.JsonFields;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.xcontent.XContentLocation;
import org.opensearch.core.xcontent.XContentParser;

/** Reads the object of a {@code diversify} clause. One instance a clause. */
public final class DiversifyParser {

    /** The most characters of a name. */
    static final int MAX_NAME = 1000;

    private static final List<String> FIELDS = List.of(
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
            "report");

    private String queryText;
    private float[] queryVector;
    private String model;
    private String vectorField;
    private List<String> textFields = List.of();
    private RelevanceClause relevance;
    private Method method;
    private DiversityClause diversity;
    private Double budget;
    private Integer budgetDepth;
    private final List<CoverageClause> coverages = new ArrayList<>();
    private final List<QuotaClause> quotas = new ArrayList<>();
    private NoveltyClause novelty;
    private ProfileClause profile;
    private PinClause pin = PinClause.NONE;
    private MissingVector missingVector;
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
            case "relevance" -> relevance = RelevanceClause.parse(field);
            case "method" -> method = Method.of(field.text(MAX_NAME));
            case "diversity" -> diversity = DiversityClause.parse(field);
            case "relevance_budget" -> budget = field.number();
            case "budget_depth" -> budgetDepth = field.integer();
            default -> readPage(field);
        }
    }

    /** Reads what says how a page should look, and how it is told. */
    private void readPage(JsonField field) throws IOException {
        switch (field.name()) {
            case "coverage" ->
                field.elements(
                        0, DiversifyClause.MAX_COVERAGES, element -> coverages.add(CoverageClause.parse(element)));
            case "quotas" ->
                field.elements(0, DiversifyClause.MAX_QUOTAS, element -> quotas.add(QuotaClause.parse(element)));
            case "novelty" -> novelty = NoveltyClause.parse(field);
            case "profile" -> profile = ProfileClause.parse(field);
            case "pin" -> pin = PinClause.parse(field);
            case "missing_vector" -> missingVector = MissingVector.of(field.text(MAX_NAME));
            case "tie_breaker" -> tieBreaker = field.text(MAX_NAME);
            case "apply" -> apply = field.bool();
            case "report" -> report = field.bool();
            default -> throw new AssertionError(field.name());
        }
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
                tradeoff(),
                missingVector,
                coverages,
                quotas,
                novelty,
                pin,
                profile,
                tieBreaker,
                apply,
                report);
    }

    private DiversityClause tradeoff() {
        if (budget == null && budgetDepth != null) {
            throw new IllegalArgumentException("[budget_depth] needs a [relevance_budget], got none");
        }
        if (budget == null) {
            return diversity;
        }
        if (diversity != null) {
            throw new IllegalArgumentException("[diversity] and [relevance_budget] must not both be given");
        }
        return new DiversityClause.Budget(budget, budgetDepth == null ? DiversityClause.DEFAULT_DEPTH : budgetDepth);
    }
}
