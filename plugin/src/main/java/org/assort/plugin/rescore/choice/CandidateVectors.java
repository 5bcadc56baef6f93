/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.profile.ShopperProfile;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.VectorTable;

/** Gathers the vectors of the candidates from the windows that they come from. */
final class CandidateVectors {

    private final DiversifyClause clause;
    private final Resolution resolution;

    CandidateVectors(DiversifyClause clause, Resolution resolution) {
        this.clause = clause;
        this.resolution = resolution;
    }

    /**
     * Returns the vectors, of one dimension.
     *
     * @throws IllegalArgumentException (400) when they, or they and the query or profile that the clause gives, differ in dimension
     */
    VectorTable of(MergedHits merged) {
        VectorTable vectors = merged.alone() ? merged.get(0).window().vectors() : gathered(merged);
        if (vectors.missing() < vectors.size()) {
            checkQuery(vectors.dimension());
            checkProfile(vectors.dimension());
        }
        return vectors;
    }

    private VectorTable gathered(MergedHits merged) {
        VectorTable vectors = null;
        for (int candidate = 0; candidate < merged.candidates(); candidate++) {
            MergedHits.Hit hit = merged.get(candidate);
            VectorTable from = hit.window().vectors();
            if (from.has(hit.row()) == false) {
                continue;
            }
            if (vectors == null) {
                vectors = new VectorTable(from.dimension(), merged.candidates());
            }
            checkDimension(vectors.dimension(), from.dimension());
            vectors.set(candidate, from, hit.row());
        }
        return vectors == null ? new VectorTable(0, merged.candidates()) : vectors;
    }

    /** Checks that two products' vectors have the same dimension. */
    void checkDimension(int dimension, int other) {
        if (dimension != other) {
            throw new IllegalArgumentException("the vectors of " + products() + " must have one dimension, got ["
                    + dimension + "] and [" + other + "]");
        }
    }

    private void checkQuery(int dimension) {
        byte[] query = resolution.queryCodes();
        // A query that the user did not give for this is left out instead, and the report says so.
        if (query == null || query.length == dimension || resolution.source() == QuerySource.QUERY) {
            return;
        }
        String given = clause.queryVector() != null
                ? "[query_vector]"
                : "the query's vector of model [" + resolution.model() + "]";
        throw new IllegalArgumentException(given + " must have the [" + dimension + "] dimensions of " + products()
                + ", got [" + query.length + "]");
    }

    private void checkProfile(int dimension) {
        ShopperProfile profile = resolution.profile();
        int given = profile == null || profile.interests().length == 0 ? dimension : profile.interests()[0].length;
        if (given != dimension) {
            throw new IllegalArgumentException("the products of [profile] must have the [" + dimension
                    + "] dimensions of " + products() + ", got [" + given + "]");
        }
    }

    private String products() {
        return clause.vectorField() == null
                ? "model [" + resolution.model() + "]"
                : "[vector_field] [" + clause.vectorField() + "]";
    }
}
