/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assort.plugin.model.FakeModels;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.Version;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.admin.cluster.health.ClusterHealthAction;
import org.opensearch.action.admin.indices.create.CreateIndexAction;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkItemResponse;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.delete.DeleteResponse;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.core.index.shard.ShardId;
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.index.get.GetResult;
import org.opensearch.test.client.NoOpClient;
import org.opensearch.transport.NodeDisconnectedException;

/** The store's index as far as the store asks it: documents by their ids, with conditional writes. */
final class Documents extends NoOpClient {

    private static final ShardId SHARD = new ShardId(StoreIndex.NAME, "uuid", 0);

    private final Map<String, Document> all = new TreeMap<>();
    private final Deque<Pause> pauses = new ArrayDeque<>();
    private final List<Loss> losses = new ArrayList<>();
    private long writes;

    private record Document(BytesReference source, long seqNo) {}

    /** What happens elsewhere between a chunk's being sent and its coming here. */
    private record Pause(String id, Runnable meanwhile) {}

    /** What is lost with the node that should do it: only the answer, where it is done all the same. */
    private record Loss(ActionType<?> action, String id, boolean done) {}

    Documents(String name) {
        super(name);
    }

    /** Returns a client that acts here. */
    StoreClient client() {
        return new StoreClient(this, () -> () -> null);
    }

    /** Has something happen before the next write of a document. */
    void beforeWriting(String id, Runnable meanwhile) {
        pauses.add(new Pause(id, meanwhile));
    }

    /** Loses the node that the next such request about a document goes to, after it has {@code done} what was asked or before. */
    void loseNode(ActionType<?> action, String id, boolean done) {
        losses.add(new Loss(action, id, done));
    }

    /** Loses a document. */
    void lose(String id) {
        if (all.remove(id) == null) {
            throw new AssertionError("there is no document [" + id + "], there are " + all.keySet());
        }
    }

    /** Returns the ids of all but the catalogue. */
    Set<String> chunks() {
        Set<String> ids = new TreeSet<>(all.keySet());
        ids.remove("catalogue");
        return ids;
    }

    @Override
    @SuppressWarnings("unchecked") // each action has one class of answers
    protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
            ActionType<R> action, Q request, ActionListener<R> listener) {
        ActionListener.completeWith(listener, () -> (R) answerUnlessLost(action, request));
    }

    private ActionResponse answerUnlessLost(ActionType<?> action, ActionRequest request) {
        String id = null;
        if (request instanceof IndexRequest write) {
            id = write.id();
        } else if (request instanceof GetRequest read) {
            id = read.id();
        }
        if (losses.remove(new Loss(action, id, true))) {
            answer(action, request);
            throw lost(action);
        }
        if (losses.remove(new Loss(action, id, false))) {
            throw lost(action);
        }
        return answer(action, request);
    }

    private static NodeDisconnectedException lost(ActionType<?> action) {
        TransportAddress address = new TransportAddress(TransportAddress.META_ADDRESS, 9300);
        DiscoveryNode node = new DiscoveryNode("lost", address, Map.of(), Set.of(), Version.CURRENT);
        return new NodeDisconnectedException(node, action.name());
    }

    private ActionResponse answer(ActionType<?> action, ActionRequest request) {
        if (action.equals(GetAction.INSTANCE)) {
            return read(((GetRequest) request).id());
        } else if (action.equals(IndexAction.INSTANCE)) {
            return write((IndexRequest) request);
        } else if (action.equals(DeleteAction.INSTANCE)) {
            String id = ((DeleteRequest) request).id();
            return new DeleteResponse(SHARD, id, ++writes, 1, 1, all.remove(id) != null);
        } else if (action.equals(BulkAction.INSTANCE)) {
            ((BulkRequest) request).requests().forEach(one -> all.remove(one.id()));
            return new BulkResponse(new BulkItemResponse[0], 1);
        } else if (action.equals(NodesReportAction.INSTANCE)) {
            return FakeModels.noReports();
        } else if (action.equals(CreateIndexAction.INSTANCE) || action.equals(ClusterHealthAction.INSTANCE)) {
            // Their answers are not looked at.
            return null;
        }
        throw new UnsupportedOperationException(action.name());
    }

    private GetResponse read(String id) {
        Document found = all.get(id);
        GetResult result = found == null
                ? new GetResult(StoreIndex.NAME, id, -2, 0, -1, false, null, null, null)
                : new GetResult(StoreIndex.NAME, id, found.seqNo(), 1, 1, true, found.source(), null, null);
        return new GetResponse(result);
    }

    private IndexResponse write(IndexRequest request) {
        if (pauses.isEmpty() == false && pauses.peek().id().equals(request.id())) {
            pauses.remove().meanwhile().run();
        }
        Document before = all.get(request.id());
        boolean mustBeNew = request.opType() == DocWriteRequest.OpType.CREATE;
        long wanted = request.ifSeqNo();
        if ((mustBeNew && before != null) || (wanted >= 0 && (before == null || before.seqNo() != wanted))) {
            throw new VersionConflictEngineException(SHARD, request.id(), "it is another");
        }
        all.put(request.id(), new Document(request.source(), ++writes));
        return new IndexResponse(SHARD, request.id(), writes, 1, 1, before == null);
    }
}
