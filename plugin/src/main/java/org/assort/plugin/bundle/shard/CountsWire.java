/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.ItemCount;
import org.assort.bundles.ShardBundles;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** How a shard's counts travel: each item's name once, and small numbers in few bytes. */
final class CountsWire {

    /** What a name takes in memory beside its characters. */
    private static final int NAME = 56;

    private CountsWire() {}

    static void write(ShardBundles counts, StreamOutput out) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        counts.anchors().forEach(anchor -> {
            places.putIfAbsent(anchor.anchor(), places.size());
            anchor.partners().forEach(partner -> places.putIfAbsent(partner, places.size()));
        });
        counts.items().keySet().forEach(item -> places.putIfAbsent(item, places.size()));
        out.writeStringCollection(places.keySet());
        out.writeVLong(counts.orders());
        out.writeVLong(counts.read());
        out.writeCollection(counts.anchors(), (stream, anchor) -> write(anchor, places, stream));
        out.writeMap(counts.items(), (stream, item) -> stream.writeVInt(places.get(item)), StreamOutput::writeVLong);
        out.writeVLongArray(counts.sets());
    }

    private static void write(AnchorCounts anchor, Map<String, Integer> places, StreamOutput out) throws IOException {
        out.writeVInt(places.get(anchor.anchor()));
        out.writeVLong(anchor.orders());
        out.writeVLong(anchor.read());
        out.writeVLong(anchor.dropped());
        out.writeCollection(anchor.partners(), (stream, partner) -> stream.writeVInt(places.get(partner)));
        out.writeVIntArray(anchor.pairs());
        out.writeVInt(anchor.cut());
        out.writeVIntArray(anchor.triples());
        out.writeVIntArray(anchor.fours());
    }

    static ShardBundles readCounts(StreamInput in) throws IOException {
        List<String> names = in.readStringList();
        long orders = in.readVLong();
        long read = in.readVLong();
        List<AnchorCounts> anchors = in.readList(stream -> readAnchor(names, stream));
        Map<String, Long> items = new HashMap<>();
        for (int left = in.readVInt(); left > 0; left--) {
            items.put(names.get(in.readVInt()), in.readVLong());
        }
        return new ShardBundles(orders, read, anchors, items, in.readVLongArray());
    }

    private static AnchorCounts readAnchor(List<String> names, StreamInput in) throws IOException {
        return new AnchorCounts(
                names.get(in.readVInt()),
                in.readVLong(),
                in.readVLong(),
                in.readVLong(),
                in.readList(stream -> names.get(stream.readVInt())),
                in.readVIntArray(),
                in.readVInt(),
                in.readVIntArray(),
                in.readVIntArray());
    }

    static void write(FrequentItems items, StreamOutput out) throws IOException {
        out.writeCollection(items.items(), (stream, item) -> {
            stream.writeString(item.item());
            stream.writeVLong(item.orders());
        });
        out.writeVLong(items.cut());
    }

    static FrequentItems readFrequent(StreamInput in) throws IOException {
        return new FrequentItems(
                in.readList(stream -> new ItemCount(stream.readString(), stream.readVLong())), in.readVLong());
    }

    /** About what counts take in memory. */
    static long bytes(ShardBundles counts) {
        long bytes = (long) counts.sets().length * Long.BYTES;
        for (AnchorCounts anchor : counts.anchors()) {
            long numbers = (long) anchor.pairs().length + anchor.triples().length + anchor.fours().length;
            bytes += numbers * Integer.BYTES;
        }
        List<String> names = new ArrayList<>(counts.items().keySet());
        counts.anchors().forEach(anchor -> names.addAll(anchor.partners()));
        return bytes + names.stream().mapToLong(CountsWire::bytes).sum();
    }

    /** The same of frequent items. */
    static long bytes(FrequentItems items) {
        return items.items().stream()
                .mapToLong(item -> bytes(item.item()) + Long.BYTES)
                .sum();
    }

    private static long bytes(String name) {
        return (long) NAME + name.length();
    }
}
