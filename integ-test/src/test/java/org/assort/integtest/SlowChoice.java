/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.integtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * The objective by its definition, in double and without a shortcut. It judges an order position by position: given what
 * stands before, no other product may have had a greater gain. So two gains that are equal but for rounding may come in
 * either order, and nothing else may.
 */
final class SlowChoice {

    private static final double TOLERANCE = 1e-5;
    private static final double FLOOR = 1e-6;

    /** A candidate; its vector is null where it has none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Product(String id, double firstPass, double[] vector) {}

    private final List<Product> window;
    private final double[] query;
    private final String method;
    private final double lambda;
    private final double queryWeight;
    private final double semanticWeight;
    private final boolean missingLast;
    private final List<SlowTerm> terms;
    private final Map<Integer, Integer> pinned;

    /**
     * @param window in first-pass order
     * @param query codes of the query's vector, or null
     */
    SlowChoice(
            List<Product> window,
            double[] query,
            String method,
            double lambda,
            double queryWeight,
            double semanticWeight,
            boolean missingLast) {
        this(window, query, method, lambda, queryWeight, semanticWeight, missingLast, List.of(), (id, place) -> false);
    }

    /**
     * @param terms beside relevance and difference
     * @param pins whether the product of an id keeps the place, from 0, that it has by relevance
     */
    SlowChoice(
            List<Product> window,
            double[] query,
            String method,
            double lambda,
            double queryWeight,
            double semanticWeight,
            boolean missingLast,
            List<SlowTerm> terms,
            BiPredicate<String, Integer> pins) {
        this.window = window;
        this.query = query;
        this.method = method;
        this.lambda = lambda;
        this.queryWeight = queryWeight;
        this.semanticWeight = semanticWeight;
        this.missingLast = missingLast;
        this.terms = terms;
        this.pinned = pinned(pins);
    }

    /** Candidates by the positions that they are pinned to. */
    private Map<Integer, Integer> pinned(BiPredicate<String, Integer> pins) {
        List<Integer> byRelevance = IntStream.range(0, window.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> missingLast && window.get(i).vector() == null)
                        .thenComparingDouble(i -> -relevance(window.get(i))))
                .toList();
        Map<Integer, Integer> found = new HashMap<>();
        for (int place = 0; place < byRelevance.size(); place++) {
            if (pins.test(window.get(byRelevance.get(place)).id(), place)) {
                found.put(place, byRelevance.get(place));
            }
        }
        return found;
    }

    /** Fails unless the first hits are a choice from the window by the definition, with its scores. */
    void judge(List<Answer.Hit> hits) {
        List<Integer> chosen = new ArrayList<>();
        double before = Double.POSITIVE_INFINITY;
        for (int position = 0; position < window.size(); position++) {
            Answer.Hit hit = hits.get(position);
            int candidate = indexOf(hit.id());
            Set<Integer> pool = pinned.containsKey(position) ? Set.of(pinned.get(position)) : pool(chosen);
            if (pool.contains(candidate) == false) {
                throw new AssertionError(place(position, hit) + " could not be chosen, only " + pool);
            }
            double gain = gain(candidate, chosen);
            for (int other : pool) {
                double better = gain(other, chosen);
                if (better > gain + TOLERANCE) {
                    throw new AssertionError(place(position, hit) + " has the gain " + gain + ", but ["
                            + window.get(other).id() + "] has " + better);
                }
            }
            double score = Math.min(gain, Math.nextDown((float) before));
            if (!(Math.abs(score - hit.score()) <= TOLERANCE)) {
                throw new AssertionError(place(position, hit) + " must have the score " + score);
            }
            before = hit.score();
            chosen.add(candidate);
        }
    }

    private String place(int position, Answer.Hit hit) {
        return String.format(
                Locale.ROOT,
                "%s, diversity %s: [%s] at position %d, score %s,",
                method,
                lambda,
                hit.id(),
                position + 1,
                hit.score());
    }

    private int indexOf(String id) {
        for (int i = 0; i < window.size(); i++) {
            if (window.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new AssertionError("[" + id + "] is not of the window's products");
    }

    private Set<Integer> pool(List<Integer> chosen) {
        Set<Integer> all = new TreeSet<>();
        Set<Integer> withVector = new HashSet<>();
        for (int i = 0; i < window.size(); i++) {
            if (chosen.contains(i) == false && pinned.containsValue(i) == false) {
                all.add(i);
                if (window.get(i).vector() != null) {
                    withVector.add(i);
                }
            }
        }
        return missingLast && withVector.isEmpty() == false ? withVector : all;
    }

    private double gain(int candidate, List<Integer> chosen) {
        double difference = method.equals("mmr") ? mmr(candidate, chosen) : dpp(candidate, chosen);
        double relevance = relevance(window.get(candidate));
        List<String> before =
                chosen.stream().map(other -> window.get(other).id()).toList();
        double further = 0;
        for (SlowTerm term : terms) {
            further += term.of(window.get(candidate).id(), relevance, before);
        }
        return (1 - lambda) * relevance + lambda * (difference + further);
    }

    private double relevance(Product product) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean anyVector = false;
        for (Product other : window) {
            least = Math.min(least, other.firstPass());
            most = Math.max(most, other.firstPass());
            anyVector |= other.vector() != null;
        }
        double firstPass = least == most ? 1 : (product.firstPass() - least) / (most - least);
        if (query == null || anyVector == false) {
            return firstPass;
        }
        if (product.vector() == null) {
            return queryWeight == 0 ? 0 : firstPass;
        }
        double semantic = Math.max(0, cosine(product.vector(), query));
        return (queryWeight * firstPass + semanticWeight * semantic) / (queryWeight + semanticWeight);
    }

    private double mmr(int candidate, List<Integer> chosen) {
        double greatest = 0;
        for (int other : chosen) {
            greatest = Math.max(greatest, cosineOf(candidate, other));
        }
        return -greatest;
    }

    /** log of det(chosen and candidate) / det(chosen), over those chosen that the ones before did not explain in full. */
    private double dpp(int candidate, List<Integer> chosen) {
        List<Integer> basis = new ArrayList<>();
        for (int next : chosen) {
            if (share(next, basis) > FLOOR) {
                basis.add(next);
            }
        }
        return Math.log(Math.max(FLOOR, share(candidate, basis)));
    }

    private double share(int candidate, List<Integer> basis) {
        List<Integer> with = new ArrayList<>(basis);
        with.add(candidate);
        return determinant(with) / determinant(basis);
    }

    private double determinant(List<Integer> products) {
        int n = products.size();
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = kernel(products.get(i), products.get(j));
            }
        }
        double determinant = 1;
        for (int step = 0; step < n; step++) {
            determinant *= matrix[step][step];
            for (int i = step + 1; i < n; i++) {
                double factor = matrix[i][step] / matrix[step][step];
                for (int j = step; j < n; j++) {
                    matrix[i][j] -= factor * matrix[step][j];
                }
            }
        }
        return determinant;
    }

    private double kernel(int i, int j) {
        if (i == j) {
            return 1;
        }
        boolean both = window.get(i).vector() != null && window.get(j).vector() != null;
        return both ? (1 + cosineOf(i, j)) / 2 : 0;
    }

    private double cosineOf(int i, int j) {
        double[] a = window.get(i).vector();
        double[] b = window.get(j).vector();
        return a == null || b == null ? 0 : cosine(a, b);
    }

    /** The int8 codes of a vector, or null for none: what is chosen by. */
    static double[] codes(double[] vector) {
        if (vector == null) {
            return null;
        }
        double greatest = 0;
        for (double component : vector) {
            greatest = Math.max(greatest, Math.abs((float) component));
        }
        double[] codes = new double[vector.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Math.rint(127 * (double) (float) vector[i] / greatest);
        }
        return codes;
    }

    /** Cosine of two vectors that are not zero. */
    static double cosine(double[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
