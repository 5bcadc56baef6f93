/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.clause;

import java.util.List;
import java.util.Optional;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.OriginalIndices;
import org.opensearch.action.search.SearchPhaseExecutionException;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.search.ShardSearchFailure;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.io.stream.NamedWriteableAwareStreamInput;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.search.SearchShardTarget;
import org.opensearch.search.internal.InternalSearchResponse;
import org.opensearch.search.rescore.QueryRescorerBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.transport.RemoteTransportException;

/** Which failures of some shards fail a search whole. */
public class ClauseFailureTests extends OpenSearchTestCase {

    private static ShardSearchFailure failure(Exception cause) {
        ShardId shard = new ShardId("shop", "uuid", 1);
        return new ShardSearchFailure(cause, new SearchShardTarget("node", shard, "far", OriginalIndices.NONE));
    }

    private static SearchResponse partly(Exception cause) {
        return new SearchResponse(
                InternalSearchResponse.empty(),
                null,
                2,
                1,
                0,
                1,
                new ShardSearchFailure[] {failure(cause)},
                SearchResponse.Clusters.EMPTY);
    }

    private static SearchPhaseExecutionException whole(Exception cause) {
        return new SearchPhaseExecutionException(
                "query", "all shards failed", new ShardSearchFailure[] {failure(cause)});
    }

    /** What a node without the plugin makes of the clause. */
    private static Exception onANodeWithout() throws Exception {
        NamedWriteableRegistry registry = new NamedWriteableRegistry(List.of(new NamedWriteableRegistry.Entry(
                RescorerBuilder.class, QueryRescorerBuilder.NAME, QueryRescorerBuilder::new)));
        try (BytesStreamOutput out = new BytesStreamOutput()) {
            out.writeString(DiversifyClause.NAME);
            try (StreamInput in = new NamedWriteableAwareStreamInput(out.bytes().streamInput(), registry)) {
                return expectThrows(IllegalArgumentException.class, () -> in.readNamedWriteable(RescorerBuilder.class));
            }
        }
    }

    private static void assertSaysWhatIsMissing(Optional<Exception> found) {
        assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(found.orElseThrow()));
        assertEquals(
                "[diversify] is not known to a node with shards of [far:shop]: each node that is searched needs the plugin, "
                        + "those of other clusters too",
                found.get().getMessage());
    }

    public void testANodeWithoutThePluginFailsTheSearch() throws Exception {
        Exception remote = new RemoteTransportException("node", null, "search", onANodeWithout());
        for (Exception cause : List.of(onANodeWithout(), remote)) {
            assertSaysWhatIsMissing(ClauseFailure.in(partly(cause)));
            assertSaysWhatIsMissing(ClauseFailure.in(whole(cause)));
        }
    }

    public void testWhatIsMarkedFailsTheSearchWithItsStatus() {
        Exception marked = ClauseFailure.marked(new IllegalArgumentException("[field] {} is not mapped"));
        for (Exception cause : List.of(marked, new RemoteTransportException("node", null, "search", marked))) {
            for (Optional<Exception> found : List.of(ClauseFailure.in(partly(cause)), ClauseFailure.in(whole(cause)))) {
                assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(found.orElseThrow()));
                assertEquals("[field] {} is not mapped", found.get().getMessage());
            }
        }
    }

    public void testWhatHappensToAShardIsNotTheClausesFailure() {
        for (Exception cause : List.of(
                new IllegalStateException("lost"),
                new IllegalArgumentException("Unknown NamedWriteable [" + RescorerBuilder.class.getName() + "][ltr]"),
                new IllegalArgumentException("null"))) {
            assertEquals(Optional.empty(), ClauseFailure.in(partly(cause)));
            assertEquals(Optional.empty(), ClauseFailure.in(whole(cause)));
        }
    }
}
