/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/**
 * A flow of least cost through a small network, and which arcs some flow of that cost uses. Costs are vectors, the first
 * number counts before the second and so on; they are held as {@code long[width]} whose order is that of the vectors.
 *
 * <p>The primal-dual method (Ford and Fulkerson 1962): send what fits along shortest paths, then find longer ones. It only
 * adds and compares costs, so it is as right for vectors as for numbers. An arc's cost may rise with its flow. Costs of a
 * unit may be negative; there must be no cycle when nothing flows. With the distances as potentials no arc that is left has
 * a negative reduced cost, and some best flow has one more unit on an arc exactly when a cycle through it is of reduced
 * cost 0 throughout: when both its ends lie in one strong component of such arcs.
 */
final class QuotaFlow {

    /** The cost of an arc's units; it must not fall from one unit to the next. */
    interface Slope {
        /** Adds {@code sign} times the cost of the unit that comes after {@code flow} units. */
        void add(int flow, int sign, long[] sum);
    }

    private static final int NODES_A_CHECK = 64;

    private final int width;
    private final Runnable check;
    private final int[] first;
    private int arcs;
    private int[] next = new int[256];
    private int[] head = new int[256];
    private int[] capacity = new int[128];
    private int[] flow = new int[128];
    private int[] floor = new int[128];
    private Slope[] slopes = new Slope[128];

    private final long[] distance;
    private final boolean[] reached;
    private final long[] sum;
    private final int[] entered;
    private final int[] stack;
    private final QuotaComponents components;
    private boolean known;

    /**
     * A network without arcs.
     *
     * @param nodes how many
     * @param width longs in a cost
     * @param check run before each path is looked for, and now and then while costs are measured; throws to give up
     */
    QuotaFlow(int nodes, int width, Runnable check) {
        this.width = width;
        this.check = check;
        this.first = new int[nodes];
        Arrays.fill(first, -1);
        this.distance = new long[nodes * width];
        this.reached = new boolean[nodes];
        this.sum = new long[width];
        this.entered = new int[nodes];
        this.stack = new int[nodes];
        this.components = new QuotaComponents(this, nodes);
    }

    /** Adds an arc and gives its number; without a slope its units cost nothing. */
    int arc(int tail, int to, int most, Slope slope) {
        if (arcs == flow.length) {
            next = Arrays.copyOf(next, 4 * arcs);
            head = Arrays.copyOf(head, 4 * arcs);
            capacity = Arrays.copyOf(capacity, 2 * arcs);
            flow = Arrays.copyOf(flow, 2 * arcs);
            floor = Arrays.copyOf(floor, 2 * arcs);
            slopes = Arrays.copyOf(slopes, 2 * arcs);
        }
        capacity[arcs] = most;
        slopes[arcs] = slope;
        link(2 * arcs, tail, to);
        link(2 * arcs + 1, to, tail);
        return arcs++;
    }

    private void link(int way, int from, int to) {
        head[way] = to;
        next[way] = first[from];
        first[from] = way;
    }

    /**
     * Sends units at least cost.
     *
     * @throws IllegalStateException if so many do not fit
     */
    void send(int source, int sink, int units) {
        int sent = 0;
        while (sent < units) {
            Arrays.fill(reached, false);
            reached[source] = true;
            Arrays.fill(distance, source * width, (source + 1) * width, 0);
            stack[0] = source;
            measure(1);
            if (!reached[sink]) {
                throw new IllegalStateException("[" + units + "] units do not fit, only [" + sent + "]");
            }
            while (sent < units && push(source, sink)) {
                sent++;
            }
        }
        // Distances from everywhere at once, so that also what no path from the source touches has a potential.
        Arrays.fill(reached, true);
        Arrays.fill(distance, 0);
        Arrays.setAll(stack, node -> node);
        measure(stack.length);
        known = false;
    }

    /** Shortest distances from the first {@code size} nodes of the queue: Bellman and Ford, with a ring as the queue. */
    private void measure(int size) {
        boolean[] queued = new boolean[first.length];
        for (int i = 0; i < size; i++) {
            queued[stack[i]] = true;
        }
        int from = 0;
        int waiting = size;
        for (int seen = 0; waiting > 0; seen++) {
            if (seen % NODES_A_CHECK == 0) {
                check.run();
            }
            int node = stack[from];
            from = from + 1 == stack.length ? 0 : from + 1;
            waiting--;
            queued[node] = false;
            for (int way = first[node]; way >= 0; way = next[way]) {
                int to = head[way];
                if (open(way) && shortens(node, way, to) && !queued[to]) {
                    queued[to] = true;
                    stack[(from + waiting) % stack.length] = to;
                    waiting++;
                }
            }
        }
    }

    private boolean shortens(int node, int way, int to) {
        System.arraycopy(distance, node * width, sum, 0, width);
        cost(way);
        if (reached[to] && Arrays.compare(sum, 0, width, distance, to * width, (to + 1) * width) >= 0) {
            return false;
        }
        reached[to] = true;
        System.arraycopy(sum, 0, distance, to * width, width);
        return true;
    }

    /** Whether a unit more can go this way: along an arc, or against it by taking one back. */
    private boolean open(int way) {
        int arc = way >> 1;
        return (way & 1) == 0 ? flow[arc] < capacity[arc] : flow[arc] > floor[arc];
    }

    private void cost(int way) {
        Slope slope = slopes[way >> 1];
        if (slope != null) {
            boolean along = (way & 1) == 0;
            slope.add(along ? flow[way >> 1] : flow[way >> 1] - 1, along ? 1 : -1, sum);
        }
    }

    /** The first way out of a node in its list, -1 for none. */
    int firstWay(int node) {
        return first[node];
    }

    int nextWay(int way) {
        return next[way];
    }

    int headOf(int way) {
        return head[way];
    }

    /** Whether a unit more can go this way at reduced cost 0. */
    boolean tight(int way) {
        int from = head[way ^ 1];
        int to = head[way];
        if (!open(way) || !reached[from] || !reached[to]) {
            return false;
        }
        System.arraycopy(distance, from * width, sum, 0, width);
        cost(way);
        return Arrays.equals(sum, 0, width, distance, to * width, (to + 1) * width);
    }

    /** Sends a unit along a path of tight ways, if there is one. */
    private boolean push(int source, int sink) {
        check.run();
        Arrays.fill(entered, -2);
        entered[source] = -1;
        stack[0] = source;
        int size = 1;
        while (size > 0 && entered[sink] == -2) {
            int node = stack[--size];
            for (int way = first[node]; way >= 0; way = next[way]) {
                if (entered[head[way]] == -2 && tight(way)) {
                    entered[head[way]] = way;
                    stack[size++] = head[way];
                }
            }
        }
        if (entered[sink] == -2) {
            return false;
        }
        for (int node = sink; entered[node] >= 0; node = head[entered[node] ^ 1]) {
            int way = entered[node];
            flow[way >> 1] += (way & 1) == 0 ? 1 : -1;
        }
        return true;
    }

    /** Whether a flow of least cost has a unit on an arc that is not kept there already. */
    boolean usable(int arc) {
        if (flow[arc] > floor[arc]) {
            return true;
        }
        if (!tight(2 * arc)) {
            return false;
        }
        if (!known) {
            components.find();
            known = true;
        }
        return components.together(head[2 * arc + 1], head[2 * arc]);
    }

    /** Brings a unit that is not kept yet onto a usable arc, at no cost. */
    void use(int arc) {
        if (flow[arc] == floor[arc]) {
            if (!push(head[2 * arc], head[2 * arc + 1])) {
                throw new IllegalStateException("no flow of least cost uses the arc [" + arc + "]");
            }
            flow[arc]++;
            known = false;
        }
    }

    /** Keeps one more unit on an arc for good. */
    void keep(int arc) {
        floor[arc]++;
        known = false;
    }

    /** Units on an arc that are not kept there. */
    int spare(int arc) {
        return flow[arc] - floor[arc];
    }
}
