/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.evaluate.bundles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.assort.bench.orders.Order;
import org.assort.bundles.MemoryAccount;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.count.Miner;
import org.assort.bundles.merge.BundleMerge;
import org.assort.bundles.merge.MinedBundles;
import org.assort.bundles.orders.DocumentOrders;
import org.assort.bundles.orders.KeywordItems;
import org.assort.bundles.orders.OrderLeaf;
import org.assort.bundles.orders.SamplingKeys;
import org.assort.bundles.rank.Borrowed;
import org.assort.bundles.rank.Bundle;
import org.assort.bundles.rank.BundleRanking;
import org.assort.bundles.rank.ItemFacts;
import org.assort.bundles.rank.RankingSettings;

/** What the module bundles mines and scores, by association alone: here is nothing of relevance or categories. */
final class OurScore implements Recommender, AutoCloseable {

    static final String NAME = "bundle";

    private static final String ITEMS = "items";
    private static final MinerSettings PAIRS = new MinerSettings(
            2,
            2,
            MinerSettings.DEFAULT.minDocCount(),
            MinerSettings.DEFAULT.partners(),
            MinerSettings.DEFAULT.rowSize(),
            MinerSettings.DEFAULT.maxBaskets(),
            MinerSettings.DEFAULT.maxBasketSize());
    /** As many as there can be of a batch. */
    private static final RankingSettings ALL = new RankingSettings(1_000, 1, 0, 0, 0, Double.POSITIVE_INFINITY);

    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final long seed;

    /** @param seed of the batches */
    OurScore(History mined, long seed) throws IOException {
        this.seed = seed;
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (Order order : mined.orders()) {
                Document document = new Document();
                for (String item : order.items()) {
                    document.add(new StringField(ITEMS, item, Field.Store.NO));
                    document.add(new SortedSetDocValuesField(ITEMS, new BytesRef(item)));
                }
                writer.addDocument(document);
            }
        }
        this.reader = DirectoryReader.open(directory);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, List<Partner>> recommend(List<String> anchors) throws IOException {
        Map<String, List<Partner>> lists = new HashMap<>();
        anchors.forEach(anchor -> lists.put(anchor, new ArrayList<>()));
        for (List<String> batch : Batches.of(anchors, seed)) {
            BundleRanking ranking = new BundleRanking(mine(batch), ALL, ItemFacts.NONE, Borrowed.NOTHING, 1);
            for (Bundle bundle : ranking.choose(List.of())) {
                List<Partner> list = lists.get(bundle.items().getFirst());
                if (list.size() < SIZE) {
                    list.add(new Partner(bundle.items().getLast(), bundle.association()));
                }
            }
        }
        return lists;
    }

    private MinedBundles mine(List<String> anchors) throws IOException {
        BundleMerge merge = new BundleMerge(PAIRS, anchors, 1);
        for (Optional<MiningTask> task = merge.next(); task.isPresent(); task = merge.next()) {
            List<OrderLeaf> leaves = reader.leaves().stream()
                    .map(leaf -> new OrderLeaf(leaf.reader(), null))
                    .toList();
            DocumentOrders orders = new DocumentOrders(
                    leaves,
                    KeywordItems.open(ITEMS, leaves),
                    SamplingKeys.field("_seq_no"),
                    MemoryAccount.NONE,
                    () -> {});
            merge.add(List.of(new Miner(orders, PAIRS, MemoryAccount.NONE, () -> {}).mine(task.get())));
        }
        return merge.result();
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
