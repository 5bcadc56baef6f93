/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.assort.plugin.AssortServices;
import org.assort.plugin.rescore.clause.ClauseFailure;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversifyParser;
import org.assort.plugin.rescore.query.Question;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.plugin.rescore.shard.DiversifyContext;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.rescore.RescoreContext;
import org.opensearch.search.rescore.RescorerBuilder;

/**
 * The {@code diversify} clause on its way from JSON to the shards.
 *
 * <p>The coordinating node rewrites it once into one with a {@link Resolution}: the query's vector is made there, off
 * the transport threads, and travels to the shards.
 */
public final class DiversifyBuilder extends RescorerBuilder<DiversifyBuilder> {

    /** Candidates when the request names no {@code window_size}. */
    public static final int DEFAULT_WINDOW = 100;

    /** The most candidates. */
    public static final int MAX_WINDOW = 1000;

    private final Supplier<AssortServices> services;
    private final DiversifyClause clause;
    private final Mode mode;
    private final Resolution resolution;
    // Of the coordinating node only, and neither sent nor compared.
    private final Coordination coordination;
    // Of a shard's node only, and not sent: whether the model was asked for that the shard will embed by.
    private final boolean loadedAhead;

    /** Creates the builder of a clause as a user wrote it. */
    public DiversifyBuilder(Supplier<AssortServices> services, DiversifyClause clause) {
        this(services, clause, null, Mode.WRITTEN, null, null, false);
    }

    private DiversifyBuilder(
            Supplier<AssortServices> services,
            DiversifyClause clause,
            Integer window,
            Mode mode,
            Resolution resolution,
            Coordination coordination,
            boolean loadedAhead) {
        this.services = services;
        this.clause = Objects.requireNonNull(clause, "clause");
        this.windowSize = window;
        this.mode = mode;
        this.resolution = resolution;
        this.coordination = coordination;
        this.loadedAhead = loadedAhead;
    }

    /** Reads what {@link #doWriteTo} wrote. */
    public DiversifyBuilder(Supplier<AssortServices> services, StreamInput in) throws IOException {
        super(in);
        this.services = services;
        this.clause = new DiversifyClause(in);
        this.mode = in.readEnum(Mode.class);
        this.resolution = in.readOptionalWriteable(Resolution::new);
        this.coordination = null;
        this.loadedAhead = false;
    }

    /** Reads the object of a {@code diversify} clause. */
    public static DiversifyBuilder fromXContent(Supplier<AssortServices> services, XContentParser parser)
            throws IOException {
        return new DiversifyBuilder(services, DiversifyParser.parse(parser));
    }

    /** Returns a search's clause, if it has one. */
    @SuppressWarnings("rawtypes") // as core declares them
    static Optional<DiversifyBuilder> in(SearchSourceBuilder source) {
        if (source == null || source.rescores() == null) {
            return Optional.empty();
        }
        List<RescorerBuilder> rescores = source.rescores();
        return rescores.stream()
                .filter(DiversifyBuilder.class::isInstance)
                .map(DiversifyBuilder.class::cast)
                .findFirst();
    }

    /**
     * Returns the clause for a search whose coordinating node will choose.
     *
     * @param queryText text of the search's own query, or null
     * @param fieldModel the model that made the vectors of the clause's field, or null where no mapping says
     */
    DiversifyBuilder coordinated(SearchRun run, String queryText, String fieldModel) {
        Coordination known = new Coordination(run, queryText, fieldModel);
        return new DiversifyBuilder(services, clause, windowSize, Mode.COORDINATED, resolution, known, false);
    }

    /**
     * Returns a clause that looks up the products of its profile, and leaves them with {@code run}. Its window of one is
     * within whatever limit an index has.
     *
     * @param found has the model that embeds
     */
    static DiversifyBuilder reading(
            Supplier<AssortServices> services, DiversifyClause clause, Resolution found, SearchRun run) {
        Coordination known = new Coordination(run, null, null);
        return new DiversifyBuilder(services, clause, 1, Mode.READ, found, known, false);
    }

    /** Returns whether nobody chooses. */
    boolean reads() {
        return mode == Mode.READ;
    }

    /** Returns the same with other words of the user. */
    DiversifyBuilder with(DiversifyClause other) {
        return new DiversifyBuilder(services, other, windowSize, mode, resolution, coordination, false);
    }

    /** Returns what the user wrote. */
    public DiversifyClause clause() {
        return clause;
    }

    /** Returns the search that this node coordinates, or null where it coordinates none. */
    SearchRun run() {
        return coordination == null ? null : coordination.run();
    }

    /** Returns what the coordinating node found out, or what holds where it found nothing. */
    Resolution resolution() {
        return resolution == null ? Resolution.NONE : resolution;
    }

    /** Returns the most candidates. */
    int window() {
        return windowSize == null ? DEFAULT_WINDOW : windowSize;
    }

    @Override
    public String getWriteableName() {
        return DiversifyClause.NAME;
    }

    @Override
    protected void doWriteTo(StreamOutput out) throws IOException {
        clause.writeTo(out);
        out.writeEnum(mode);
        out.writeOptionalWriteable(resolution);
    }

    @Override
    protected void doXContent(XContentBuilder builder, Params params) throws IOException {
        builder.startObject(DiversifyClause.NAME);
        clause.toXContent(builder, params);
        builder.endObject();
    }

    /**
     * Rounds: ask for the query's vector and the shopper's profile, then take them. On a shard's node, before its search begins, have the
     * model loaded; on the shard there is nothing left to do.
     */
    @Override
    public RescorerBuilder<DiversifyBuilder> rewrite(QueryRewriteContext context) {
        if (context.convertToCoordinatorContext() == null) {
            return context.convertToShardContext() == null ? loadingAhead(context) : this;
        }
        if (coordination == null || resolution != null) {
            return this;
        }
        if (coordination.waits()) {
            Resolution found = coordination.pending().get();
            return found == null ? this : with(found, coordination);
        }
        checkWindow();
        Question question = new Question(clause, coordination.queryText(), coordination.fieldModel());
        ResolutionRound round = new ResolutionRound(services, question, coordination.run());
        Optional<Resolution> known = round.atOnce();
        return known.isPresent()
                ? with(known.get(), coordination)
                : with(null, coordination.waitingFor(round, context));
    }

    // Where the index has vectors the model may have nothing to do.
    private DiversifyBuilder loadingAhead(QueryRewriteContext context) {
        boolean begun = loadedAhead == false
                && resolution != null
                && resolution.model() != null
                && clause.vectorField() == null
                && LoadAhead.begin(services.get(), resolution.model(), context);
        return begun ? new DiversifyBuilder(services, clause, windowSize, mode, resolution, coordination, true) : this;
    }

    private DiversifyBuilder with(Resolution found, Coordination known) {
        return new DiversifyBuilder(services, clause, windowSize, mode, found, known, false);
    }

    private void checkWindow() {
        if (window() < 1 || window() > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "[window_size] of [diversify] must be in [1, " + MAX_WINDOW + "], got [" + window() + "]");
        }
    }

    @Override
    protected RescoreContext innerBuildContext(int defaultedWindow, QueryShardContext context) {
        checkWindow();
        // The result depends on models and settings of the node, which are no part of the cache's key.
        context.setIsCacheable(false);
        try {
            if (mode == Mode.WRITTEN) {
                throw new IllegalArgumentException("[diversify] was added to the search behind its coordinating node, "
                        + "which then cannot choose: send it with the search");
            }
            return new DiversifyContext(window(), services.get(), clause, resolution(), reads(), context);
        } catch (RuntimeException e) {
            throw ClauseFailure.marked(e);
        }
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), clause, mode, resolution);
    }

    @Override
    public boolean equals(Object o) {
        return super.equals(o)
                && o instanceof DiversifyBuilder other
                && clause.equals(other.clause)
                && mode == other.mode
                && Objects.equals(resolution, other.resolution)
                && waits() == other.waits()
                && loadedAhead == other.loadedAhead;
    }

    // Else the round that starts to wait would seem to have changed nothing; so would one that has the model loaded.
    private boolean waits() {
        return coordination != null && coordination.waits();
    }
}
