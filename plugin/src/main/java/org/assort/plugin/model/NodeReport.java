/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.nodes.BaseNodeResponse;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** What one node says of itself: its models and its counters. */
public final class NodeReport extends BaseNodeResponse {

    private final List<ModelStatus> models;
    private final EmbeddingStats stats;
    private final MemoryStats memory;

    /** Creates the report of a node. */
    public NodeReport(DiscoveryNode node, List<ModelStatus> models, EmbeddingStats stats, MemoryStats memory) {
        super(node);
        this.models = models;
        this.stats = stats;
        this.memory = memory;
    }

    /** Reads what {@link #writeTo} wrote. */
    public NodeReport(StreamInput in) throws IOException {
        super(in);
        this.models = in.readList(ModelStatus::new);
        this.stats = new EmbeddingStats(in);
        this.memory = new MemoryStats(in);
    }

    /** Returns the node's models in the order of their names. */
    public List<ModelStatus> models() {
        return models;
    }

    /** Returns the node's counters. */
    public EmbeddingStats stats() {
        return stats;
    }

    /** Returns what its models take of native memory. */
    public MemoryStats memory() {
        return memory;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        super.writeTo(out);
        out.writeList(models);
        stats.writeTo(out);
        memory.writeTo(out);
    }
}
