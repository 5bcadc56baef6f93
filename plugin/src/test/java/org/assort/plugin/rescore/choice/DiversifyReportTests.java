/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.clause.ProfileClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.Taken;
import org.assort.rescorer.Unmet;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.OpenSearchTestCase;

/** What the report and the warnings say where little was there to choose from. */
public class DiversifyReportTests extends OpenSearchTestCase {

    private static final Resolution RESOLUTION = new Resolution(null, null, 0, QuerySource.NO_TEXT);
    private static final ProfileClause PROFILE =
            new ProfileClause(List.of(new ProfileClause.Product("a", 1, null)), null, "events", null, null, 30);

    private static DiversifyClause clause(DiversityClause diversity, List<QuotaClause> quotas, ProfileClause profile) {
        return new DiversifyClause(
                null,
                null,
                null,
                "v",
                List.of(),
                null,
                null,
                diversity,
                null,
                List.of(),
                quotas,
                null,
                PinClause.NONE,
                profile,
                null,
                true,
                true);
    }

    private static Trace trace(int candidates, Outcome outcome) {
        return new Trace(
                candidates, new int[Origin.count()], true, false, false, outcome, 0, List.of(), null, new long[3]);
    }

    @SuppressWarnings("unchecked") // the report's own shape
    private static Map<String, Object> report(DiversifyClause clause, Resolution resolution, Trace trace, long nanos)
            throws IOException {
        XContentBuilder json = JsonXContent.contentBuilder().startObject();
        new TraceReader(clause, trace).report(resolution, nanos).toXContent(json, ToXContent.EMPTY_PARAMS);
        String text = json.endObject().toString();
        Map<String, Object> all = XContentHelper.convertToMap(JsonXContent.jsonXContent, text, true);
        return (Map<String, Object>) ((Map<String, Object>) all.get("assort")).get("diversify");
    }

    private static Object ofNothing(DiversityClause diversity) throws IOException {
        DiversifyClause clause = clause(diversity, List.of(), null);
        return report(clause, RESOLUTION, Trace.ofNothing(clause), 0).get("diversity");
    }

    public void testWhereNothingWasFoundDiversityIsWhatWasGiven() throws IOException {
        assertEquals(Map.of("value", 0.1, "from", "default"), ofNothing(null));
        assertEquals(Map.of("value", 0.3, "from", "request"), ofNothing(new DiversityClause.Given(0.3)));
        assertEquals(Map.of("from", "auto"), ofNothing(new DiversityClause.Auto()));
        assertEquals(
                Map.of("from", "relevance_budget", "budget", 0.2, "depth", 7, "forced", false),
                ofNothing(new DiversityClause.Budget(0.2, 7)));
    }

    public void testPositionsEndWithTheWindow() throws IOException {
        List<QuotaClause> quotas = List.of(new QuotaClause("label", "new", 3, null, 10));
        DiversifyClause clause = clause(null, quotas, null);
        List<Unmet> unmet = List.of(new Unmet(0, 0, 2), new Unmet(0, 1, 1));
        Trace trace = trace(14, new Outcome(new Taken(0.1, Double.NaN, Double.NaN, false), unmet, true, 0));
        Map<String, Object> first = Map.of(
                "quota", 0, "field", "label", "value", "new", "from_position", 1, "to_position", 10, "shortfall", 2);
        Map<String, Object> cut = Map.of(
                "quota", 0, "field", "label", "value", "new", "from_position", 11, "to_position", 14, "shortfall", 1);
        assertEquals(
                Map.of("proven", true, "unmet", List.of(first, cut)),
                report(clause, RESOLUTION, trace, 0).get("quotas"));
        assertEquals(
                List.of("diversify: not all of [quotas] can be met: [quotas.0] lacks [2] in positions 1 to 10; "
                        + "[quotas.0] lacks [1] in positions 11 to 14"),
                new TraceReader(clause, trace).warnings(RESOLUTION, null, 200));
    }

    public void testAModelThatIsGoneIsNamed() throws IOException {
        DiversifyClause clause = clause(null, List.of(), null);
        Resolution without = new Resolution(null, null, 0, QuerySource.NO_FIELD_MODEL);
        assertEquals(
                List.of(
                        "diversify: the text of the query was left out, because the model [gone], which made the vectors of "
                                + "[vector_field] [v], is not there; give [query_vector], or set [relevance.semantic] to 0"),
                new TraceReader(clause, Trace.ofNothing(clause)).warnings(without, "gone", 200));
    }

    public void testTheProfileHasItsTimeWhereThereIsOne() throws IOException {
        DiversifyClause with = clause(null, List.of(), PROFILE);
        ShopperProfile profile = new ShopperProfile(new byte[0][], List.of(), 0, 1, "none of the products was found");
        Map<?, ?> told = report(with, RESOLUTION.with(profile), Trace.ofNothing(with), 2_500_000);
        assertEquals(Map.of("profile", 2.5, "read", 0.0, "embed", 0.0, "choose", 0.0), told.get("took_millis"));
        DiversifyClause without = clause(null, List.of(), null);
        Map<?, ?> silent = report(without, RESOLUTION, Trace.ofNothing(without), 0);
        assertEquals(Map.of("read", 0.0, "embed", 0.0, "choose", 0.0), silent.get("took_millis"));
    }

    public void testTextThatIsLeftOutIsWarnedOf() {
        DiversifyClause clause = clause(null, List.of(), null);
        Trace trace = Trace.ofNothing(clause);
        Resolution several = new Resolution(null, null, 0, QuerySource.SEVERAL_MODELS);
        assertEquals(
                List.of(
                        "diversify: the text of the query was left out, because there are several models, and [model] names"
                                + " none; name it, or set [relevance.semantic] to 0"),
                new TraceReader(clause, trace).warnings(several, null, 1));
        assertEquals(List.of(), new TraceReader(clause, trace).warnings(RESOLUTION, null, 1));
    }

    public void testWhatOrdersWithoutVectorsIsNotDenied() {
        int[] origins = new int[Origin.count()];
        origins[Origin.MISSING.code()] = 3;
        Outcome outcome = new Outcome(new Taken(0.1, Double.NaN, Double.NaN, false), List.of(), true, 0);
        Trace trace = new Trace(3, origins, false, false, false, outcome, 0, List.of(), null, new long[3]);
        String said = "diversify: there is no [vector_field] and no model, so products cannot be compared by meaning";
        assertEquals(
                List.of(said + ": only the first-pass score orders them"),
                new TraceReader(clause(null, List.of(), null), trace).warnings(RESOLUTION, null, 1));
        List<QuotaClause> quotas = List.of(new QuotaClause("label", "new", 3, null, 10));
        assertEquals(List.of(said), new TraceReader(clause(null, quotas, null), trace).warnings(RESOLUTION, null, 1));
    }
}
