/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Choice;
import org.assort.rescorer.Taken;
import org.assort.rescorer.Unmet;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What became of what the clause asks of the list as a whole.
 *
 * @param taken λ and why; NaN where there was nothing to read it from
 * @param unmet quotas that cannot be met
 * @param proven whether it is certain that no other list would have met more
 * @param pinned how many candidates the clause's ids pin
 */
record Outcome(Taken taken, List<Unmet> unmet, boolean proven, int pinned) implements Writeable {

    /** The most quotas that a warning names. */
    private static final int WARNED = 3;

    Outcome(StreamInput in) throws IOException {
        this(
                new Taken(in.readDouble(), in.readDouble(), in.readDouble(), in.readBoolean()),
                in.readList(unmet -> new Unmet(unmet.readVInt(), unmet.readVInt(), unmet.readVInt())),
                in.readBoolean(),
                in.readVInt());
    }

    /** Returns what becomes of a search that found nothing: λ as it was given, if it was. */
    static Outcome ofNothing(DiversifyClause clause) {
        double diversity = clause.tradeoff() instanceof DiversityClause.Given given ? given.diversity() : Double.NaN;
        return new Outcome(new Taken(diversity, Double.NaN, Double.NaN, false), List.of(), true, 0);
    }

    static Outcome of(Candidates candidates, Choice choice) {
        int pinned = 0;
        for (int i = 0; candidates.pinned() != null && i < candidates.size(); i++) {
            pinned += candidates.pinned()[i] ? 1 : 0;
        }
        return new Outcome(choice.taken(), choice.unmet(), choice.proven(), pinned);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeDouble(taken.diversity());
        out.writeDouble(taken.ambiguity());
        out.writeDouble(taken.loss());
        out.writeBoolean(taken.forced());
        out.writeCollection(unmet, (to, quota) -> {
            to.writeVInt(quota.quota());
            to.writeVInt(quota.block());
            to.writeVInt(quota.shortfall());
        });
        out.writeBoolean(proven);
        out.writeVInt(pinned);
    }

    /**
     * Returns the sentence that warns of quotas that are not met.
     *
     * @param candidates how many there are
     */
    Optional<String> quotas(DiversifyClause clause, int candidates) {
        if (unmet.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder sentence = new StringBuilder("diversify: not all of [quotas] can be met:");
        for (Unmet quota : unmet.subList(0, Math.min(WARNED, unmet.size()))) {
            sentence.append(" [quotas.")
                    .append(quota.quota())
                    .append("] lacks [")
                    .append(quota.shortfall())
                    .append("] in positions ")
                    .append(first(clause, quota))
                    .append(" to ")
                    .append(last(clause, quota, candidates))
                    .append(';');
        }
        sentence.setLength(sentence.length() - 1);
        return Optional.of(unmet.size() <= WARNED ? sentence.toString() : sentence + " and more");
    }

    private static int first(DiversifyClause clause, Unmet unmet) {
        return unmet.block() * clause.quotas().get(unmet.quota()).within() + 1;
    }

    // The last block may be cut off by the end of the window.
    private static int last(DiversifyClause clause, Unmet unmet, int candidates) {
        int end = (unmet.block() + 1) * clause.quotas().get(unmet.quota()).within();
        return Math.min(end, candidates);
    }

    /**
     * Writes what the report says of it.
     *
     * @param candidates how many there are
     */
    void toXContent(XContentBuilder builder, DiversifyClause clause, int candidates) throws IOException {
        builder.startObject("diversity");
        optional(builder, "value", taken.diversity());
        builder.field("from", source(clause));
        if (clause.tradeoff() instanceof DiversityClause.Budget budget) {
            builder.field("budget", budget.fraction()).field("depth", budget.depth());
            optional(builder, "relevance_given_up", taken.loss());
            builder.field("forced", taken.forced());
        }
        optional(builder, "ambiguity", taken.ambiguity());
        builder.endObject();
        if (clause.quotas().isEmpty() == false) {
            builder.startObject("quotas").field("proven", proven).startArray("unmet");
            for (Unmet quota : unmet) {
                unmet(builder, clause, quota, candidates);
            }
            builder.endArray().endObject();
        }
        if (clause.pin().ids().isEmpty() == false) {
            builder.startObject("pinned")
                    .field("asked", clause.pin().ids().size())
                    .field("found", pinned)
                    .endObject();
        }
    }

    private static void unmet(XContentBuilder builder, DiversifyClause clause, Unmet quota, int candidates)
            throws IOException {
        QuotaClause asked = clause.quotas().get(quota.quota());
        builder.startObject().field("quota", quota.quota()).field("field", asked.field());
        if (asked.value() != null) {
            builder.field("value", asked.value());
        }
        builder.field("from_position", first(clause, quota))
                .field("to_position", last(clause, quota, candidates))
                .field("shortfall", quota.shortfall())
                .endObject();
    }

    private static String source(DiversifyClause clause) {
        return switch (clause.diversity()) {
            case null -> "default";
            case DiversityClause.Given given -> "request";
            case DiversityClause.Auto auto -> "auto";
            case DiversityClause.Budget budget -> "relevance_budget";
        };
    }

    private static void optional(XContentBuilder builder, String name, double value) throws IOException {
        if (Double.isNaN(value) == false) {
            builder.field(name, value);
        }
    }
}
