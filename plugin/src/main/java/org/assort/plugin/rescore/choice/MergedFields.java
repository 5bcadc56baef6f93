/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.FieldSpec;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.rescorer.FieldValues;

/**
 * The clause's fields over the candidates of all shards. Values get their ordinals in the order of their names, so that sums
 * over the values of a product have one order however many shards there are.
 */
final class MergedFields {

    /** One field. */
    record Field(FieldSpec spec, List<String> labels, FieldValues values) {

        /** Returns the ordinal of a value, which some candidate or quota has. */
        int ordinal(String label) {
            return labels.indexOf(label);
        }
    }

    private final List<Field> fields = new ArrayList<>();

    MergedFields(DiversifyClause clause, MergedHits merged) {
        List<FieldSpec> specs = clause.fields();
        for (int column = 0; column < specs.size(); column++) {
            fields.add(field(clause, specs.get(column), column, merged));
        }
    }

    private static Field field(DiversifyClause clause, FieldSpec spec, int column, MergedHits merged) {
        // Of each shard's column the ordinal of each of its values; first only which of them candidates have.
        IdentityHashMap<FieldColumn, int[]> ordinals = new IdentityHashMap<>();
        for (int candidate = 0; candidate < merged.candidates(); candidate++) {
            FieldColumn sent = merged.get(candidate).column(column);
            int[] used = ordinals.computeIfAbsent(
                    sent, added -> new int[added.values().size()]);
            for (int value : merged.get(candidate).values(column)) {
                used[value] = 1;
            }
        }
        List<String> labels = labels(clause, spec, ordinals);
        Map<String, Integer> ordinal = new HashMap<>();
        labels.forEach(label -> ordinal.put(label, ordinal.size()));
        ordinals.forEach((sent, known) ->
                Arrays.setAll(known, value -> ordinal.getOrDefault(sent.values().get(value), 0)));
        int[][] rows = new int[merged.candidates()][];
        for (int candidate = 0; candidate < rows.length; candidate++) {
            int[] known = ordinals.get(merged.get(candidate).column(column));
            rows[candidate] = merged.get(candidate).values(column).clone();
            for (int k = 0; k < rows[candidate].length; k++) {
                rows[candidate][k] = known[rows[candidate][k]];
            }
        }
        return new Field(spec, labels, FieldValues.of(rows, labels.size()));
    }

    /** Returns the values that some candidate has or a quota names, ascending. */
    private static List<String> labels(
            DiversifyClause clause, FieldSpec spec, IdentityHashMap<FieldColumn, int[]> used) {
        TreeSet<String> labels = new TreeSet<>();
        used.forEach((sent, flags) -> {
            for (int value = 0; value < flags.length; value++) {
                if (flags[value] == 1) {
                    labels.add(sent.values().get(value));
                }
            }
        });
        for (QuotaClause quota : clause.quotas()) {
            if (quota.spec().equals(spec) && quota.value() != null) {
                labels.add(quota.value());
            }
        }
        return List.copyOf(labels);
    }

    /** Returns the fields in the clause's order. */
    List<Field> all() {
        return fields;
    }

    /** Returns the index of a field. */
    int index(FieldSpec spec) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).spec().equals(spec)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field [" + spec.name() + "] was sent");
    }
}
