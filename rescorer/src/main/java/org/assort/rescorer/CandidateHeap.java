/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

/** Candidates by falling bound, of equals the lower index first: a binary heap in two arrays. */
final class CandidateHeap {

    private final int[] candidates;
    private final double[] bounds;
    private int size;

    CandidateHeap(int capacity) {
        this.candidates = new int[capacity];
        this.bounds = new double[capacity];
    }

    int size() {
        return size;
    }

    void add(int candidate, double bound) {
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!before(bound, candidate, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, candidate, bound);
    }

    /** The first of all. */
    int top() {
        return candidates[0];
    }

    double topBound() {
        return bounds[0];
    }

    /** The greatest bound beside that of the first; −∞ where there is no other. */
    double nextBound() {
        if (size <= 2) {
            return size == 2 ? bounds[1] : Double.NEGATIVE_INFINITY;
        }
        return Math.max(bounds[1], bounds[2]);
    }

    /** Gives the first of all a lower bound. */
    void lowerTop(double bound) {
        sink(candidates[0], bound);
    }

    void removeTop() {
        size--;
        if (size > 0) {
            sink(candidates[size], bounds[size]);
        }
    }

    private void sink(int candidate, double bound) {
        int place = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(bounds[child + 1], candidates[child + 1], child)) {
                child++;
            }
            if (before(bound, candidate, child)) {
                break;
            }
            move(child, place);
            place = child;
            child = 2 * place + 1;
        }
        put(place, candidate, bound);
    }

    private boolean before(double bound, int candidate, int other) {
        return bound > bounds[other] || (bound == bounds[other] && candidate < candidates[other]);
    }

    private void move(int from, int to) {
        candidates[to] = candidates[from];
        bounds[to] = bounds[from];
    }

    private void put(int place, int candidate, double bound) {
        candidates[place] = candidate;
        bounds[place] = bound;
    }
}
