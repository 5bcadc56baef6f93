/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.util.Optional;
import org.apache.lucene.search.join.ScoreMode;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.script.Script;
import org.opensearch.test.OpenSearchTestCase;

/** What a shopper typed is found wherever a query searches for it, and nowhere else. */
public class QueryTextTests extends OpenSearchTestCase {

    private static QueryBuilder table() {
        return QueryBuilders.matchQuery("title", "coffee table");
    }

    private static QueryBuilder plastic() {
        return QueryBuilders.matchQuery("title", "plastic");
    }

    private static void assertText(String text, QueryBuilder query) {
        assertEquals(query.toString(), Optional.ofNullable(text), QueryText.of(query));
    }

    /** Puts a query into others, none of which changes what is searched for. */
    private static QueryBuilder wrapped(QueryBuilder query) {
        QueryBuilder inner = randomBoolean() ? query : wrapped(query);
        return switch (randomIntBetween(0, 5)) {
            case 0 -> QueryBuilders.boolQuery().must(inner).filter(plastic()).mustNot(plastic());
            case 1 -> QueryBuilders.boolQuery().should(inner);
            case 2 -> QueryBuilders.boostingQuery(inner, demoted()).negativeBoost(0.2f);
            case 3 -> QueryBuilders.nestedQuery("variants", inner, ScoreMode.Max);
            case 4 -> QueryBuilders.scriptScoreQuery(inner, new Script("_score"));
            default -> QueryBuilders.functionScoreQuery(inner);
        };
    }

    private static QueryBuilder demoted() {
        return randomBoolean() ? plastic() : QueryBuilders.boolQuery().must(plastic());
    }

    public void testTextIsFoundWhereverItStands() {
        for (int i = 0; i < 200; i++) {
            assertText("coffee table", wrapped(table()));
            assertText(
                    "oak",
                    wrapped(QueryBuilders.boolQuery()
                            .should(QueryBuilders.multiMatchQuery("oak", "title", "brand"))
                            .should(QueryBuilders.simpleQueryStringQuery("oak"))));
        }
    }

    public void testTwoTextsAreNone() {
        for (int i = 0; i < 50; i++) {
            assertText(null, wrapped(QueryBuilders.boolQuery().must(table()).should(wrapped(plastic()))));
        }
    }

    public void testWhatIsNotSearchedForIsNoText() {
        assertText(null, QueryBuilders.matchAllQuery());
        assertText(
                null,
                QueryBuilders.boostingQuery(QueryBuilders.matchAllQuery(), plastic())
                        .negativeBoost(0.5f));
        assertText(null, QueryBuilders.constantScoreQuery(plastic()));
        assertText(null, QueryBuilders.boolQuery().filter(plastic()).mustNot(table()));
    }
}
