/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random candidates and objectives, the awkward ones included. */
final class Instances {

    private Instances() {}

    /** Scores with ties, negative, equal or with NaN; vectors drawn from few, missing, zero; with or without a query. */
    static Candidates awkward(Random random, int n) {
        int dimension = 1 + random.nextInt(24);
        byte[][] few = new byte[1 + random.nextInt(6)][];
        for (int i = 0; i < few.length; i++) {
            few[i] = random.nextInt(5) == 0 ? new byte[dimension] : any(random, dimension);
        }
        boolean repeat = random.nextBoolean();
        double missing = random.nextInt(3) * 0.4;
        int kind = random.nextInt(5);
        VectorTable vectors = new VectorTable(dimension, n);
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = score(random, kind);
            if (random.nextDouble() >= missing) {
                vectors.set(i, repeat ? few[random.nextInt(few.length)] : any(random, dimension));
            }
        }
        byte[] query = random.nextInt(3) == 0 ? null : any(random, dimension);
        return new Candidates(scores, vectors, query);
    }

    /** As {@link #awkward}, with values of three fields, popularity, interests and pins; any of them may say nothing. */
    static Candidates full(Random random, int n) {
        Candidates base = awkward(random, n);
        List<FieldValues> fields = new ArrayList<>();
        for (int f = 0; f < 3; f++) {
            int cardinality = 1 + random.nextInt(8);
            int most = f == 0 ? 1 : random.nextInt(4);
            int[][] values = new int[n][];
            Arrays.setAll(
                    values,
                    i -> random.ints(random.nextInt(most + 1), 0, cardinality).toArray());
            fields.add(FieldValues.of(values, cardinality));
        }
        double[] popularity = new double[n];
        boolean unsold = random.nextInt(5) == 0;
        Arrays.setAll(popularity, i -> unsold ? 0 : random.nextInt(4) == 0 ? 0 : 1000 * random.nextDouble());
        byte[][] interests = new byte[random.nextInt(3)][];
        Arrays.setAll(interests, i -> any(random, base.vectors().dimension()));
        boolean[] pinned = null;
        if (random.nextInt(3) == 0) {
            pinned = new boolean[n];
            for (int i = 0; i < n; i++) {
                pinned[i] = random.nextInt(6) == 0;
            }
        }
        return new Candidates(base.scores(), base.vectors(), base.queryCodes(), interests, fields, popularity, pinned);
    }

    /** Every kind of term with any weight; λ is given. */
    static Objective full(Random random, Candidates candidates) {
        Objective base = objective(random, random.nextBoolean() ? Method.MMR : Method.DPP);
        List<Coverage> coverages = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            int field = random.nextInt(3);
            double weight = random.nextInt(4) == 0 ? random.nextInt(2) : 2 * random.nextDouble();
            coverages.add(
                    random.nextBoolean()
                            ? new Coverage.Decay(
                                    field, weight, random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble())
                            : new Coverage.Target(
                                    field,
                                    weight,
                                    shares(
                                            random,
                                            candidates.fields().get(field).cardinality())));
        }
        double novelty = random.nextBoolean() ? 0 : random.nextDouble();
        int pinned = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
        RelevanceWeights weights = new RelevanceWeights(
                base.weights().query(), base.weights().semantic(), random.nextInt(2) * random.nextDouble());
        return new Objective(
                base.method(),
                base.tradeoff(),
                weights,
                base.missing(),
                base.cosineFloor(),
                coverages,
                novelty,
                random.nextBoolean() ? List.of() : quotas(random, candidates),
                pinned);
    }

    private static List<Quota> quotas(Random random, Candidates candidates) {
        List<Quota> quotas = new ArrayList<>();
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            int field = random.nextInt(3);
            int within = 1 + random.nextInt(10);
            int value = random.nextInt(candidates.fields().get(field).cardinality() + 1) - 1;
            int least = value == Quota.EACH ? 0 : random.nextInt(within + 1);
            int most = random.nextInt(3) == 0 ? Quota.UNLIMITED : least + random.nextInt(4);
            quotas.add(new Quota(field, value, least, most, within));
        }
        return quotas;
    }

    /** As {@link #full}, with λ given or found. */
    static Objective any(Random random, Candidates candidates) {
        Objective given = full(random, candidates);
        return switch (random.nextInt(4)) {
            case 0 -> with(given, new Tradeoff.Auto(random.nextInt(4) - 1, 2 * random.nextDouble()));
            case 1 ->
                with(given, new Tradeoff.Budget(0.3 * random.nextDouble() * random.nextInt(2), 1 + random.nextInt(12)));
            default -> given;
        };
    }

    /** Some are 0, some tiny. */
    static double[] shares(Random random, int cardinality) {
        double[] shares = new double[cardinality];
        double sum = 0;
        for (int v = 0; v < cardinality; v++) {
            shares[v] = random.nextInt(3) == 0 ? 0 : random.nextInt(8) == 0 ? 1e-9 : random.nextDouble();
            sum += shares[v];
        }
        for (int v = 0; v < cardinality; v++) {
            shares[v] = sum < 1e-3 ? 1.0 / cardinality : shares[v] / sum;
        }
        return shares;
    }

    /** The same objective with λ found otherwise. */
    static Objective with(Objective o, Tradeoff tradeoff) {
        return new Objective(
                o.method(),
                tradeoff,
                o.weights(),
                o.missing(),
                o.cosineFloor(),
                o.coverages(),
                o.novelty(),
                o.quotas(),
                o.pinned());
    }

    /** The λ that an objective gives. */
    static double lambda(Objective objective) {
        return ((Tradeoff.Fixed) objective.tradeoff()).diversity();
    }

    private static byte[] any(Random random, int dimension) {
        return random.nextInt(3) == 0 ? codes(random, dimension) : coarse(random, dimension);
    }

    private static float score(Random random, int kind) {
        return switch (kind) {
            case 0 -> 7;
            case 1 -> random.nextInt(3);
            case 2 -> -10 * random.nextFloat();
            case 3 -> random.nextInt(4) == 0 ? Float.NaN : random.nextFloat();
            default -> 20 * random.nextFloat() - 5;
        };
    }

    /** No relevance ties, and most vectors differ; some are missing. */
    static Candidates distinct(Random random, int n, double missing) {
        int dimension = 16 + random.nextInt(60);
        VectorTable vectors = new VectorTable(dimension, n);
        for (int i = 0; i < n; i++) {
            if (random.nextDouble() >= missing) {
                vectors.set(i, codes(random, dimension));
            }
        }
        return new Candidates(distinctScores(random, n), vectors, codes(random, dimension));
    }

    /** Vectors in general position, fewer than dimensions, so that every d² is well above the floor. */
    static Candidates independent(Random random, int n, double missing) {
        int dimension = 2 * n + 3;
        VectorTable vectors = new VectorTable(dimension, n);
        for (int i = 0; i < n; i++) {
            if (random.nextDouble() >= missing) {
                vectors.set(i, codes(random, dimension));
            }
        }
        return new Candidates(distinctScores(random, n), vectors, codes(random, dimension));
    }

    private static float[] distinctScores(Random random, int n) {
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (i + 0.9f * random.nextFloat()) / n;
        }
        shuffle(random, scores);
        return scores;
    }

    /** A few components of ±1, the others 0: many cosines are equal, 0 or 1. */
    private static byte[] coarse(Random random, int dimension) {
        byte[] codes = new byte[dimension];
        codes[random.nextInt(dimension)] = 1;
        for (int left = random.nextInt(4); left > 0; left--) {
            codes[random.nextInt(dimension)] = (byte) (random.nextInt(4) == 0 ? -1 : 1);
        }
        return codes;
    }

    /** Codes of a Gaussian vector. */
    static byte[] codes(Random random, int dimension) {
        return VectorCodes.of(gaussian(random, dimension));
    }

    static float[] gaussian(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    static float[] negated(float[] vector) {
        float[] negated = new float[vector.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -vector[i];
        }
        return negated;
    }

    /** The same values in other arrays. */
    static Candidates copy(Candidates candidates) {
        int[] same = new int[candidates.size()];
        Arrays.setAll(same, i -> i);
        return permuted(candidates, same);
    }

    /** Candidate i at place {@code to[i]}, all in fresh arrays. */
    static Candidates permuted(Candidates candidates, int[] to) {
        int n = candidates.size();
        float[] scores = new float[n];
        VectorTable vectors = new VectorTable(candidates.vectors().dimension(), n);
        for (int i = 0; i < n; i++) {
            scores[to[i]] = candidates.scores()[i];
            if (candidates.vectors().has(i)) {
                vectors.set(to[i], candidates.vectors().codes(i).clone());
            }
        }
        byte[] query = candidates.queryCodes();
        return new Candidates(scores, vectors, query == null ? null : query.clone());
    }

    static Objective objective(Random random, Method method) {
        double lambda = random.nextInt(4) == 0 ? random.nextInt(3) / 2.0 : random.nextDouble();
        MissingVector missing = random.nextInt(3) == 0 ? MissingVector.LAST : MissingVector.NEUTRAL;
        return new Objective(
                method, lambda, weights(random), missing, random.nextBoolean() ? 0 : -0.5 + random.nextDouble());
    }

    private static RelevanceWeights weights(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new RelevanceWeights(0, 2);
            case 1 -> new RelevanceWeights(0.3, 0);
            case 2 -> new RelevanceWeights(3 * random.nextDouble() + 1e-3, random.nextDouble());
            default -> RelevanceWeights.DEFAULT;
        };
    }

    /** {@code result[i]} is where i went. */
    static int[] permutation(Random random, int n) {
        int[] to = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            to[i] = to[j];
            to[j] = i;
        }
        return to;
    }

    private static void shuffle(Random random, float[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }
}
