/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assort.plugin.bundle.clause.BundleClause;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.aggregations.InternalAggregation;

/** Bundles in a response: empty as they come from the shards, filled in before the response leaves. */
public final class InternalBundles extends InternalAggregation {

    private final BundleList list;

    InternalBundles(String name, Map<String, Object> metadata, BundleList list) {
        super(name, metadata);
        this.list = list;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public InternalBundles(StreamInput in) throws IOException {
        super(in);
        this.list = new BundleList(in);
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        list.writeTo(out);
    }

    /** Returns the same place, filled in. */
    InternalBundles with(BundleList filled) {
        return new InternalBundles(getName(), getMetadata(), filled);
    }

    @Override
    public String getWriteableName() {
        return BundleClause.NAME;
    }

    @Override
    public InternalAggregation reduce(List<InternalAggregation> aggregations, ReduceContext context) {
        return this;
    }

    @Override
    protected boolean mustReduceOnSingleInternalAgg() {
        return false;
    }

    @Override
    public Object getProperty(List<String> path) {
        throw new IllegalArgumentException(
                "[" + BundleClause.NAME + "] has no properties for other aggregations, got " + path);
    }

    @Override
    public XContentBuilder doXContentBody(XContentBuilder builder, Params params) throws IOException {
        return list.toXContent(builder, params);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && list.equals(((InternalBundles) other).list);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), list);
    }
}
