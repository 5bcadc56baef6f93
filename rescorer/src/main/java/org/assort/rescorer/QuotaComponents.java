/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.rescorer;

import java.util.Arrays;

/** The strong components of a network's tight ways (Tarjan 1972), found without recursion. */
final class QuotaComponents {

    private final QuotaFlow flow;
    private final int[] component;
    private final int[] number;
    private final int[] low;
    private final int[] way;
    private final int[] path;
    private final int[] open;

    QuotaComponents(QuotaFlow flow, int nodes) {
        this.flow = flow;
        this.component = new int[nodes];
        this.number = new int[nodes];
        this.low = new int[nodes];
        this.way = new int[nodes];
        this.path = new int[nodes];
        this.open = new int[nodes];
    }

    /** Finds them anew. */
    void find() {
        Arrays.fill(number, 0);
        Arrays.fill(component, -1);
        int numbered = 0;
        int waiting = 0;
        for (int root = 0; root < number.length; root++) {
            int depth = 0;
            if (number[root] == 0) {
                path[depth++] = root;
            }
            while (depth > 0) {
                int node = path[depth - 1];
                if (number[node] == 0) {
                    number[node] = ++numbered;
                    low[node] = numbered;
                    way[node] = flow.firstWay(node);
                    open[waiting++] = node;
                }
                int child = descend(node);
                if (child >= 0) {
                    path[depth++] = child;
                    continue;
                }
                depth--;
                if (depth > 0) {
                    low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
                }
                if (low[node] == number[node]) {
                    do {
                        component[open[--waiting]] = node;
                    } while (open[waiting] != node);
                }
            }
        }
    }

    /** Goes on through the ways out of a node, up to the next neighbour that is new; -1 at the end. */
    private int descend(int node) {
        while (way[node] >= 0) {
            int current = way[node];
            way[node] = flow.nextWay(current);
            int to = flow.headOf(current);
            if (component[to] < 0 && flow.tight(current)) {
                if (number[to] == 0) {
                    return to;
                }
                low[node] = Math.min(low[node], number[to]);
            }
        }
        return -1;
    }

    /** Whether two nodes lie in one. */
    boolean together(int one, int other) {
        return component[one] == component[other];
    }
}
