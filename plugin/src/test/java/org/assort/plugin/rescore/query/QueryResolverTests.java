/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import org.assort.plugin.model.ModelRegistry;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;

/** What a node says of a model that it has not: that there is none only when it knows that. */
public class QueryResolverTests extends OpenSearchTestCase {

    private static QueryResolver resolver(ModelRegistry models, Question question) {
        return new QueryResolver(Questions.services(models), question);
    }

    private static void assertNotYet(Question question) {
        QueryResolver resolver = resolver(new ModelRegistry(), question);
        assertFalse(resolver.able());
        OpenSearchStatusException failure = expectThrows(OpenSearchStatusException.class, resolver::embeds);
        assertEquals(RestStatus.SERVICE_UNAVAILABLE, failure.status());
        assertThat(failure.getMessage(), containsString("has not read the model store yet"));
        assertEquals(failure.getMessage(), resolver.absence().why());
    }

    public void testNoModelWasNamed() throws IOException {
        assertNotYet(Questions.of("{}", "lamp", null));
        assertNotYet(Questions.of("{}", null, null));
        assertNotYet(Questions.of("{'query_text': 'lamp', 'vector_field': 'v'}", null, null));
        assertNotYet(Questions.of("{'vector_field': 'v'}", "lamp", null));

        QueryResolver offered = resolver(Questions.none(), Questions.of("{}", "lamp", null));
        assertFalse(offered.embeds());
        assertEquals(QuerySource.NO_MODEL, offered.withoutEmbedding().source());
        QueryResolver asked = resolver(Questions.none(), Questions.of("{'query_text': 'lamp'}", null, null));
        assertThat(
                expectThrows(IllegalArgumentException.class, asked::embeds).getMessage(),
                containsString("[query_text] needs a model, and this node has none"));
    }

    public void testTheFieldNamesTheModel() throws IOException {
        assertNotYet(Questions.of("{'vector_field': 'v'}", "lamp", "m"));
        assertNotYet(Questions.of("{'vector_field': 'v', 'query_text': 'lamp'}", null, "m"));
        assertNotYet(Questions.of("{'vector_field': 'v', 'text_fields': ['t']}", null, "m"));

        QueryResolver offered = resolver(Questions.none(), Questions.of("{'vector_field': 'v'}", "lamp", "m"));
        assertFalse(offered.embeds());
        assertEquals(QuerySource.NO_FIELD_MODEL, offered.withoutEmbedding().source());
        QueryResolver asked =
                resolver(Questions.none(), Questions.of("{'vector_field': 'v', 'query_text': 'lamp'}", null, "m"));
        assertThat(
                expectThrows(IllegalArgumentException.class, asked::embeds).getMessage(),
                containsString(
                        "[query_text] must be embedded by [m], which made the vectors of [vector_field] [v] and "
                                + "must be a model of the cluster, as [GET /_plugins/_assort/models] lists them; this node has none"));
    }

    public void testTheClauseNamesTheModel() throws IOException {
        assertNotYet(Questions.of("{'model': 'm'}", "lamp", null));
        QueryResolver asked = resolver(Questions.none(), Questions.of("{'model': 'm'}", "lamp", null));
        assertThat(
                expectThrows(IllegalArgumentException.class, asked::embeds).getMessage(),
                containsString("[model] must be a model of the cluster, as [GET /_plugins/_assort/models] lists them; "
                        + "this node has none itself, got [m]"));
    }

    public void testNothingIsWantedOfAModel() throws IOException {
        for (String fieldModel : new String[] {"m", null}) {
            Question question = Questions.of("{'vector_field': 'v'}", null, fieldModel);
            QueryResolver resolver = resolver(new ModelRegistry(), question);
            assertTrue(resolver.able());
            assertFalse(resolver.embeds());
            assertEquals(QuerySource.NO_TEXT, resolver.withoutEmbedding().source());
        }
    }
}
