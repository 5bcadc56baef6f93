/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rest;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.assort.plugin.AssortPlugin;
import org.assort.plugin.backfill.Backfill;
import org.assort.plugin.backfill.BackfillPlanner;
import org.opensearch.action.admin.indices.refresh.RefreshRequest;
import org.opensearch.action.admin.indices.refresh.RefreshResponse;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.reindex.UpdateByQueryAction;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestActionListener;
import org.opensearch.tasks.LoggingTaskListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_assort/backfill}: starts a task that gives the documents of an index their vectors. */
public final class RestBackfillAction extends BaseRestHandler {

    private final Supplier<BackfillPlanner> planner;

    /** Creates the handler of a node. */
    public RestBackfillAction(Supplier<BackfillPlanner> planner) {
        this.planner = planner;
    }

    @Override
    public String getName() {
        return "assort_backfill";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(RestRequest.Method.POST, AssortPlugin.REST_PREFIX + "/backfill"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) throws IOException {
        Backfill backfill = RequestBody.read(request, Backfill.NAME, Backfill::parse);
        RefreshRequest refresh = new RefreshRequest(backfill.indices().toArray(String[]::new));
        refresh.indicesOptions(BackfillPlanner.INDICES);
        // First, so that what an earlier backfill has filled is seen; and so that who may not write there is told
        // nothing.
        return channel -> client.admin()
                .indices()
                .refresh(
                        refresh,
                        ContextPreservingActionListener.wrapPreservingContext(
                                new RestActionListener<RefreshResponse>(channel) {
                                    @Override
                                    protected void processResponse(RefreshResponse refreshed) throws IOException {
                                        start(backfill, client, channel);
                                    }
                                },
                                client.threadPool().getThreadContext()));
    }

    private void start(Backfill backfill, NodeClient client, RestChannel channel) throws IOException {
        Task task = client.executeLocally(
                UpdateByQueryAction.INSTANCE, planner.get().plan(backfill), LoggingTaskListener.instance());
        try (XContentBuilder builder = channel.newBuilder()) {
            builder.startObject()
                    .field("task", new TaskId(client.getLocalNodeId(), task.getId()).toString())
                    .endObject();
            channel.sendResponse(new BytesRestResponse(RestStatus.OK, builder));
        }
    }
}
