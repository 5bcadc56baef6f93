/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.Bits;
import org.assort.bundles.orders.OrderLeaf;
import org.opensearch.index.mapper.RoutingFieldMapper;
import org.opensearch.index.query.QueryShardContext;

/**
 * Checks that the lines of an order lie on one shard. Where an index has several, that is so if an order's id is the routing of its
 * lines; some lines of each segment tell whether it is.
 */
final class LineRouting {

    /** Lines of a segment that are looked at, one in each part of it: what was indexed later is merged to its end. */
    private static final int LOOKED_AT = 8;

    private final QueryShardContext context;
    private final String orderField;

    LineRouting(QueryShardContext context, String orderField) {
        this.context = context;
        this.orderField = orderField;
    }

    /** @throws IllegalArgumentException (400) when they may lie on several */
    void check(List<OrderLeaf> leaves) throws IOException {
        if (context.getIndexSettings().getNumberOfShards() == 1) {
            return;
        }
        if (context.getIndexSettings().getIndexMetadata().isRoutingPartitionedIndex()) {
            throw refused("an index with [routing_partition_size]");
        }
        for (OrderLeaf leaf : leaves) {
            check(leaf);
        }
    }

    private void check(OrderLeaf leaf) throws IOException {
        SortedSetDocValues ids = DocValues.getSortedSet(leaf.reader(), orderField);
        var stored = leaf.reader().storedFields();
        long documents = leaf.reader().maxDoc();
        for (int part = 0; part < LOOKED_AT; part++) {
            int from = (int) (documents * part / LOOKED_AT);
            int doc = first(leaf.reader().getLiveDocs(), ids, from, (int) (documents * (part + 1) / LOOKED_AT));
            if (doc >= 0) {
                String id = ids.lookupOrd(ids.nextOrd()).utf8ToString();
                String routing =
                        stored.document(doc, Set.of(RoutingFieldMapper.NAME)).get(RoutingFieldMapper.NAME);
                if (id.equals(routing) == false) {
                    throw refused("a line of an order with the routing [" + routing + "]");
                }
            }
        }
    }

    /** Returns the first line that names an order, of those from one document to another; negative for none. */
    private static int first(Bits live, SortedSetDocValues ids, int from, int to) throws IOException {
        for (int doc = from; doc < to; doc++) {
            if ((live == null || live.get(doc)) && ids.advanceExact(doc)) {
                return doc;
            }
        }
        return -1;
    }

    private IllegalArgumentException refused(String got) {
        return new IllegalArgumentException("[orders.order_field] needs all lines of an order on one shard: index ["
                + context.index().getName() + "] must have one shard, or each line's [" + orderField
                + "] as its routing, got " + got);
    }
}
