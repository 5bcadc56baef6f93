/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.bundles;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.assort.bench.orders.OrdersIndex;
import org.assort.demo.node.Http;

/** One way to ask an index of orders what belongs to some anchors. */
enum Way {
    /** Our aggregation as it is when nothing is said. */
    BUNDLE {
        @Override
        ObjectNode search(List<String> anchors) {
            return bundle(anchors, BUDGET);
        }
    },
    /** The same with every order read. */
    BUNDLE_EXACT {
        @Override
        ObjectNode search(List<String> anchors) {
            return bundle(anchors, EVERY_ORDER);
        }
    },
    /** The items of all orders that hold any anchor, whichever: the least that anybody could ask. */
    TERMS {
        @Override
        ObjectNode search(List<String> anchors) {
            ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
            filter(search, anchors);
            OrdersIndex.terms(search.putObject("aggs").putObject("items"), "terms", SIZE);
            return search;
        }
    },
    /** The best partners of each anchor, from those orders. */
    NESTED_TERMS {
        @Override
        ObjectNode search(List<String> anchors) {
            ObjectNode search = OrdersIndex.partners(anchors, "terms", PARTNERS);
            filter(search, anchors);
            return search;
        }
    },
    /** The same by significance. */
    SIGNIFICANT_TERMS {
        @Override
        ObjectNode search(List<String> anchors) {
            ObjectNode search = OrdersIndex.partners(anchors, "significant_terms", PARTNERS);
            filter(search, anchors);
            return search;
        }
    };

    /** Partners of an anchor, the default of {@code bundle}. */
    static final int PARTNERS = 32;

    /** Orders that a bundle must be in, by default. */
    static final int MIN_DOC_COUNT = 5;

    /** The default. */
    private static final long BUDGET = 200_000;

    /** More than there are; below 2^31, as the request wants it. */
    private static final long EVERY_ORDER = 1L << 30;

    /** Bundles, or items, in an answer: the default of both. */
    static final int SIZE = 10;

    /** The whole search. */
    abstract ObjectNode search(List<String> anchors);

    private static ObjectNode bundle(List<String> anchors, long budget) {
        ObjectNode search = Http.JSON.createObjectNode().put("size", 0);
        ObjectNode bundle = search.putObject("aggs")
                .putObject("bundles")
                .putObject("bundle")
                .put("max_baskets", budget);
        addAll(bundle.putObject("anchors").putArray("include"), anchors);
        bundle.putObject("orders").put("field", OrdersIndex.ITEMS);
        return search;
    }

    /** Orders that hold any of them. */
    static void filter(ObjectNode search, List<String> anchors) {
        addAll(
                search.putObject("query")
                        .putObject("bool")
                        .putObject("filter")
                        .putObject("terms")
                        .putArray(OrdersIndex.ITEMS),
                anchors);
    }

    private static void addAll(ArrayNode to, List<String> items) {
        items.forEach(to::add);
    }

    /** As in the names of figures. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
