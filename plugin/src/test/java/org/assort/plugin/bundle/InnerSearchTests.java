/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpClient;

/** What is searched for bundles takes part in the time that a user gave the search. */
public class InnerSearchTests extends OpenSearchTestCase {

    /** Keeps what is asked. */
    private static final class Asked extends NoOpClient {
        private final List<SearchRequest> requests = new ArrayList<>();

        Asked(String name) {
            super(name);
        }

        @Override
        protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
                ActionType<R> action, Q request, ActionListener<R> listener) {
            requests.add((SearchRequest) request);
        }
    }

    public void testWhatIsLeftOfTheTime() {
        try (Asked client = new Asked(getTestName())) {
            TimeValue hour = TimeValue.timeValueHours(1);
            new InnerSearch(client, null, "n", hour).run(new SearchRequest("i"), "it", ActionListener.wrap(() -> {}));
            TimeValue left = client.requests.getFirst().getCancelAfterTimeInterval();
            assertTrue(left.toString(), left.nanos() > 0 && left.nanos() <= hour.nanos());
            InnerSearch ended = new InnerSearch(client, null, "n", TimeValue.ZERO);
            TaskCancelledException e = expectThrows(
                    TaskCancelledException.class,
                    () -> ended.run(new SearchRequest("i"), "it", ActionListener.wrap(() -> {})));
            assertTrue(e.getMessage(), e.getMessage().contains("[cancel_after_time_interval] [0s]"));
            assertEquals(1, client.requests.size());
        }
    }

    public void testWithoutALimit() {
        try (Asked client = new Asked(getTestName())) {
            for (TimeValue none : new TimeValue[] {null, TimeValue.MINUS_ONE}) {
                new InnerSearch(client, null, "n", none)
                        .run(new SearchRequest("i"), "it", ActionListener.wrap(() -> {}));
                assertNull(client.requests.getLast().getCancelAfterTimeInterval());
            }
        }
    }
}
