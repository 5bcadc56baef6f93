/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.Candidates;
import org.assort.rescorer.Coverage;
import org.assort.rescorer.FieldValues;
import org.assort.rescorer.Objective;
import org.assort.rescorer.Quota;
import org.assort.rescorer.RelevanceWeights;
import org.assort.rescorer.Tradeoff;
import org.assort.rescorer.VectorTable;

/** Puts a clause and what shards sent into the terms of the choice, which knows no names. */
final class ChoiceProblem {

    private final DiversifyClause clause;
    private final Resolution resolution;
    private final MergedHits merged;
    private final MergedFields fields;
    // Those of the clause, and behind them one for each target, whose ordinals are the target's shares.
    private final List<FieldValues> values = new ArrayList<>();

    ChoiceProblem(DiversifyClause clause, Resolution resolution, MergedHits merged, MergedFields fields) {
        this.clause = clause;
        this.resolution = resolution;
        this.merged = merged;
        this.fields = fields;
        fields.all().forEach(field -> values.add(field.values()));
    }

    /** Returns what is to be maximised. To be asked for before the candidates. */
    Objective objective() {
        List<Coverage> coverages = new ArrayList<>();
        for (int i = 0; i < clause.coverages().size(); i++) {
            coverages.add(coverage(clause.coverages().get(i), i));
        }
        List<Quota> quotas = clause.quotas().stream().map(this::quota).toList();
        int ambiguous = clause.coverages().isEmpty()
                ? Tradeoff.Auto.VECTORS
                : fields.index(clause.coverages().get(0).spec());
        return new Objective(
                clause.method(),
                clause.tradeoff().tradeoff(clause.method(), ambiguous),
                weights(),
                clause.missingVector(),
                resolution.cosineFloor(),
                coverages,
                clause.novelty() == null ? 0 : clause.novelty().weight(),
                quotas,
                clause.pin().first());
    }

    // To the bit those of a clause without a profile, where the shopper is unknown.
    private RelevanceWeights weights() {
        RelevanceWeights weights = clause.relevance();
        boolean unknown = resolution.profile() == null || resolution.profile().interests().length == 0;
        return unknown && weights.query() + weights.semantic() > 0
                ? new RelevanceWeights(weights.query(), weights.semantic())
                : weights;
    }

    private Coverage coverage(CoverageClause coverage, int index) {
        int field = fields.index(coverage.spec());
        if (coverage.hasTarget() == false) {
            return new Coverage.Decay(field, coverage.weight(), coverage.decay());
        }
        Map<String, Double> target = coverage.targetProfile() ? ofProfile(index) : coverage.target();
        if (target.isEmpty()) {
            // Of a shopper of whom nothing is known: no product has a value that counts, and the list is the one
            // without.
            values.add(FieldValues.of(new int[merged.candidates()][0], 1));
            return new Coverage.Target(values.size() - 1, coverage.weight(), new double[] {1});
        }
        Map<String, Double> named = new TreeMap<>(target);
        // Among the shopper's own products it is a value like any other.
        Double unnamed = coverage.targetProfile() ? null : named.remove(CoverageClause.OTHER);
        return target(
                coverage.weight(),
                named,
                unnamed == null ? 0 : unnamed,
                fields.all().get(field));
    }

    private Map<String, Double> ofProfile(int coverage) {
        ShopperProfile profile = resolution.profile();
        return profile == null ? Map.of() : profile.shares().get(coverage);
    }

    /** The last ordinal is that of all values that the target does not name. */
    private Coverage target(double weight, Map<String, Double> target, double unnamed, MergedFields.Field field) {
        double[] shares = new double[target.size() + 1];
        Map<String, Integer> named = new HashMap<>();
        target.forEach((value, wanted) -> {
            shares[named.size()] = wanted;
            named.put(value, named.size());
        });
        shares[target.size()] = unnamed;
        int[] share = field.labels().stream()
                .mapToInt(label -> named.getOrDefault(label, target.size()))
                .toArray();
        int[][] rows = new int[merged.candidates()][];
        for (int candidate = 0; candidate < rows.length; candidate++) {
            rows[candidate] = new int[field.values().count(candidate)];
            for (int k = 0; k < rows[candidate].length; k++) {
                rows[candidate][k] = share[field.values().ordinal(candidate, k)];
            }
        }
        values.add(FieldValues.of(rows, shares.length));
        return new Coverage.Target(values.size() - 1, weight, shares);
    }

    private Quota quota(QuotaClause quota) {
        int field = fields.index(quota.spec());
        return new Quota(
                field,
                quota.value() == null ? Quota.EACH : fields.all().get(field).ordinal(quota.value()),
                quota.min() == null ? 0 : quota.min(),
                quota.max() == null ? Quota.UNLIMITED : quota.max(),
                quota.within());
    }

    /**
     * Returns what is chosen from.
     *
     * @param query codes of the query's vector, or null
     * @throws IllegalArgumentException (400) when a candidate's popularity is negative or not finite
     */
    Candidates candidates(VectorTable vectors, byte[] query) {
        int size = merged.candidates();
        float[] firstPass = new float[size];
        double[] popularity = clause.novelty() == null ? null : new double[size];
        boolean[] pinned = clause.pin().ids().isEmpty() ? null : new boolean[size];
        for (int candidate = 0; candidate < size; candidate++) {
            MergedHits.Hit hit = merged.get(candidate);
            firstPass[candidate] = hit.score();
            if (popularity != null) {
                popularity[candidate] = popularity(hit.window().fields().popularity()[hit.row()]);
            }
            if (pinned != null) {
                pinned[candidate] = hit.window().fields().pinned()[hit.row()];
            }
        }
        ShopperProfile profile = resolution.profile();
        byte[][] interests = profile == null ? new byte[0][] : profile.interests();
        return new Candidates(firstPass, vectors, query, interests, values, popularity, pinned);
    }

    // Here and not on the shards, which know more products than the candidates: the same search is refused or answered
    // however many shards there are.
    private double popularity(double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("[novelty.field] must hold finite numbers of at least 0, got [" + value
                    + "] in field [" + clause.novelty().field() + "]");
        }
        return value;
    }
}
