/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.lucene.util.SetOnce;
import org.assort.plugin.AssortServices;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * The {@code diversify} clause on its way from JSON to the shards.
 *
 * <p>The coordinating node rewrites it once into one with a {@link Resolution}: the query's vector is made there, off
 * the transport threads, and travels to the shards.
 */
public final class DiversifyBuilder extends RescorerBuilder<DiversifyBuilder> {

    /** Name in requests and on the wire. */
    public static final String NAME = "diversify";

    /** Candidates when the request names no {@code window_size}. */
    public static final int DEFAULT_WINDOW = 100;

    /** The most candidates. */
    public static final int MAX_WINDOW = 1000;

    private final Supplier<AssortServices> services;
    private final DiversifyClause clause;
    private final Resolution resolution;
    private final SetOnce<Resolution> pending;

    /** Creates the builder of a clause as a user wrote it. */
    public DiversifyBuilder(Supplier<AssortServices> services, DiversifyClause clause) {
        this(services, clause, null, null);
    }

    DiversifyBuilder(
            Supplier<AssortServices> services,
            DiversifyClause clause,
            Resolution resolution,
            SetOnce<Resolution> pending) {
        this.services = services;
        this.clause = Objects.requireNonNull(clause, "clause");
        this.resolution = resolution;
        this.pending = pending;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public DiversifyBuilder(Supplier<AssortServices> services, StreamInput in) throws IOException {
        super(in);
        this.services = services;
        this.clause = new DiversifyClause(in);
        this.resolution = in.readOptionalWriteable(Resolution::new);
        this.pending = null;
    }

    /** Reads the object of a {@code diversify} clause. */
    public static DiversifyBuilder fromXContent(Supplier<AssortServices> services, XContentParser parser)
            throws IOException {
        return new DiversifyBuilder(services, DiversifyParser.parse(parser));
    }

    /** Returns what the user wrote. */
    public DiversifyClause clause() {
        return clause;
    }

    @Override
    public String getWriteableName() {
        return NAME;
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        clause.writeTo(out);
        out.writeOptionalWriteable(resolution);
    }

    @Override
    protected void doXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject(NAME);
        clause.toXContent(builder, params);
        builder.endObject();
    }

    /** Rounds: ask for the query's vector, then take it. On shards there is nothing left to do. */
    @Override
    public RescorerBuilder<DiversifyBuilder> rewrite(QueryRewriteContext context) {
        if (context.convertToCoordinatorContext() == null || resolution != null) {
            return this;
        }
        if (pending != null) {
            return pending.get() == null ? this : copy(pending.get(), null);
        }
        checkWindow(window());
        if (services.get().enabled() == false) {
            return this;
        }
        QueryResolver resolver = new QueryResolver(services.get(), clause);
        if (resolver.needsEmbedding() == false) {
            return copy(resolver.withoutEmbedding(), null);
        }
        SetOnce<Resolution> result = new SetOnce<>();
        context.registerAsyncAction((client, listener) -> resolver.embed(result::set, listener));
        return copy(null, result);
    }

    private DiversifyBuilder copy(Resolution newResolution, SetOnce<Resolution> newPending) {
        DiversifyBuilder copy = new DiversifyBuilder(services, clause, newResolution, newPending);
        copy.windowSize = windowSize;
        return copy;
    }

    private int window() {
        return windowSize == null ? DEFAULT_WINDOW : windowSize;
    }

    private static void checkWindow(int window) {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "[window_size] of [diversify] must be in [1, " + MAX_WINDOW + "], got [" + window + "]");
        }
    }

    @Override
    protected RescoreContext innerBuildContext(int defaultedWindow, QueryShardContext context) {
        checkWindow(window());
        // The result depends on models and settings of the node, which are no part of the cache's key.
        context.setIsCacheable(false);
        if (clause.vectorField() != null) {
            checkField(context);
        }
        Resolution known = resolution == null ? new Resolution(null, null) : resolution;
        return new DiversifyContext(window(), new DiversifyRescorer(services.get()), clause, known, context);
    }

    private void checkField(QueryShardContext context) {
        try {
            StoredVectors.checkField(clause.vectorField(), context);
        } catch (RuntimeException e) {
            throw ClauseFailure.marked(e);
        }
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), clause, resolution);
    }

    @Override
    public boolean equals(Object o) {
        return super.equals(o)
                && o instanceof DiversifyBuilder other
                && clause.equals(other.clause)
                && Objects.equals(resolution, other.resolution)
                && pending == other.pending;
    }
}
