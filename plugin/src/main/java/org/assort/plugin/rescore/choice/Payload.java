/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assort.plugin.rescore.profile.FoundProducts;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.query.QuerySearchResult;

/**
 * What a shard tells the coordinating node beside its hits. It travels among the aggregations of the shard's result, the only
 * part that a plugin may add to, and is taken out before core reduces them.
 */
public final class Payload extends InternalAggregation {

    /** Name on the wire. No user's aggregation can have it: a name may not hold brackets. */
    public static final String NAME = "[assort_diversify]";

    private final ShardWindow window;
    private final Trace trace;
    private final FoundProducts found;

    /** Carries a window, to be chosen from. */
    public Payload(ShardWindow window) {
        this(window, null, null);
    }

    /** Carries what a lone shard has chosen. */
    public Payload(Trace trace) {
        this(null, trace, null);
    }

    /** Carries a shopper's products, of which nobody chooses. */
    public Payload(FoundProducts found) {
        this(null, null, found);
    }

    private Payload(@Nullable ShardWindow window, @Nullable Trace trace, @Nullable FoundProducts found) {
        super(NAME, Map.of());
        this.window = window;
        this.trace = trace;
        this.found = found;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public Payload(StreamInput in) throws IOException {
        super(in);
        this.window = in.readOptionalWriteable(ShardWindow::new);
        this.trace = in.readOptionalWriteable(Trace::new);
        this.found = in.readOptionalWriteable(FoundProducts::new);
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        out.writeOptionalWriteable(window);
        out.writeOptionalWriteable(trace);
        out.writeOptionalWriteable(found);
    }

    /** Adds this to a shard's result. */
    public void attach(QuerySearchResult result) {
        List<InternalAggregation> all = new ArrayList<>();
        if (result.hasAggs()) {
            all.addAll(result.consumeAggs().expand().copyResults());
        }
        all.add(this);
        result.aggregations(InternalAggregations.from(all));
    }

    /** Takes the payload out of a shard's result, which then is as if there had been none. */
    public static Optional<Payload> detach(QuerySearchResult result) {
        if (result.hasAggs() == false || result.aggregations() == null) {
            return Optional.empty();
        }
        Payload found = null;
        List<InternalAggregation> others = new ArrayList<>();
        for (InternalAggregation aggregation : result.consumeAggs().expand().copyResults()) {
            if (aggregation instanceof Payload payload) {
                found = payload;
            } else {
                others.add(aggregation);
            }
        }
        result.aggregations(others.isEmpty() ? null : InternalAggregations.from(others));
        return Optional.ofNullable(found);
    }

    /** Returns the window, or null where there is nothing to choose from it. */
    public ShardWindow window() {
        return window;
    }

    /** Returns what the shard has chosen, or null where it left that to the coordinating node. */
    public Trace trace() {
        return trace;
    }

    /** Returns the shopper's products, or null where others were asked for. */
    public FoundProducts found() {
        return found;
    }

    @Override
    public String getWriteableName() {
        return NAME;
    }

    @Override
    public InternalAggregation reduce(List<InternalAggregation> aggregations, ReduceContext context) {
        throw new IllegalStateException(
                "[diversify] was not taken out of the shards' results before they were reduced");
    }

    @Override
    protected boolean mustReduceOnSingleInternalAgg() {
        return true;
    }

    @Override
    public Object getProperty(List<String> path) {
        throw new IllegalArgumentException("[diversify] has no properties, got " + path);
    }

    @Override
    public XContentBuilder doXContentBody(XContentBuilder builder, Params params) {
        return builder;
    }
}
