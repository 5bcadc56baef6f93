/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.bundle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assort.bundles.AnchorCounts;
import org.assort.bundles.AnchorRequest;
import org.assort.bundles.FrequentItems;
import org.assort.bundles.ItemCount;
import org.assort.bundles.MinerSettings;
import org.assort.bundles.MiningTask;
import org.assort.bundles.Pass;
import org.assort.bundles.ShardBundles;
import org.assort.bundles.Subsets;
import org.assort.bundles.merge.Estimate;
import org.assort.bundles.rank.Bundle;
import org.assort.bundles.rank.LiftPrior;
import org.assort.plugin.bundle.shard.InternalMining;
import org.assort.plugin.bundle.shard.MiningBuilder;
import org.assort.plugin.bundle.shard.MiningQuestion;
import org.assort.plugin.bundle.shard.NearestQueryBuilder;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.OpenSearchTestCase;

/** What goes to the shards, comes back from them, and goes to the user, is the same on both ends. */
public class BundleWireTests extends OpenSearchTestCase {

    private static <T extends Writeable> T copy(T of, Writeable.Reader<T> reader) throws IOException {
        BytesStreamOutput out = new BytesStreamOutput();
        of.writeTo(out);
        try (StreamInput in = out.bytes().streamInput()) {
            T read = reader.read(in);
            assertEquals("everything was read", 0, in.available());
            return read;
        }
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(randomAlphaOfLength(3) + i);
        }
        return names;
    }

    private static MiningQuestion question(MiningTask task, int frequent) {
        return new MiningQuestion(
                randomAlphaOfLength(5),
                randomBoolean() ? null : randomAlphaOfLength(5),
                MinerSettings.DEFAULT,
                task,
                frequent);
    }

    public void testQuestions() throws IOException {
        List<AnchorRequest> anchors = List.of(
                AnchorRequest.of("a"),
                new AnchorRequest("b", names(3), 0.5 + randomDouble()),
                AnchorRequest.of("c", names(2)));
        List<MiningQuestion> questions = List.of(
                question(MiningTask.anchors(randomFrom(Pass.ALL, Pass.ROWS, Pass.SETS), anchors), 0),
                question(MiningTask.counts(List.of(names(2), names(3))), 0),
                question(null, randomIntBetween(1, 100)));
        for (MiningQuestion question : questions) {
            MiningBuilder builder = new MiningBuilder(question);
            MiningBuilder read = copy(builder, MiningBuilder::new);
            assertEquals(builder, read);
            assertEquals(builder.hashCode(), read.hashCode());
        }
        assertNotEquals(new MiningBuilder(questions.get(0)), new MiningBuilder(questions.get(1)));
    }

    private static int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = randomIntBetween(0, 1 << randomIntBetween(0, 30));
        }
        return numbers;
    }

    public void testAnswers() throws IOException {
        int m = randomIntBetween(0, 6);
        List<String> partners = names(m);
        AnchorCounts anchor = new AnchorCounts(
                "anchor",
                1_000,
                500,
                3,
                partners,
                numbers(m),
                7,
                randomBoolean() ? new int[0] : numbers(Subsets.pairs(m)),
                randomBoolean() ? new int[0] : numbers(Subsets.triples(m)));
        ShardBundles counts = new ShardBundles(
                12_345, 678, List.of(anchor), Map.of("one", 3L, "anchor", 9L), new long[] {4, 0, 1L << 40});
        InternalMining read = copy(InternalMining.of("m", null, counts), InternalMining::new);
        ShardBundles got = read.counts().getFirst();
        assertTrue(read.isMapped());
        assertEquals(counts.orders(), got.orders());
        assertEquals(counts.read(), got.read());
        assertEquals(counts.items(), got.items());
        assertArrayEquals(counts.sets(), got.sets());
        AnchorCounts same = got.anchors().getFirst();
        assertEquals(anchor.anchor(), same.anchor());
        assertEquals(anchor.orders(), same.orders());
        assertEquals(anchor.read(), same.read());
        assertEquals(anchor.dropped(), same.dropped());
        assertEquals(anchor.partners(), same.partners());
        assertEquals(anchor.cut(), same.cut());
        assertArrayEquals(anchor.pairs(), same.pairs());
        assertArrayEquals(anchor.triples(), same.triples());
        assertArrayEquals(anchor.fours(), same.fours());
        FrequentItems frequent = new FrequentItems(List.of(new ItemCount("a", 5), new ItemCount("b", 4)), 3);
        assertEquals(
                List.of(frequent),
                copy(InternalMining.of("m", null, frequent), InternalMining::new)
                        .frequent());
        assertFalse(copy(InternalMining.NOTHING, InternalMining::new).isMapped());
    }

    public void testNearest() throws IOException {
        NearestQueryBuilder query = new NearestQueryBuilder("field", new byte[] {1, -2, 127});
        assertEquals(query, copy(query, NearestQueryBuilder::new));
        assertNotEquals(query, new NearestQueryBuilder("other", new byte[] {1, -2, 127}));
        assertNotEquals(query, new NearestQueryBuilder("field", new byte[] {1, -2, 126}));
    }

    public void testBundles() throws IOException {
        List<BundleBucket> buckets = new ArrayList<>();
        for (int i = randomIntBetween(0, 5); i > 0; i--) {
            buckets.add(new BundleBucket(
                    List.of(
                            new BundleBucket.Item("a", null),
                            new BundleBucket.Item("b", new BytesArray("{\"title\":\"lamp\"}"))),
                    new Estimate(5, 3, 9, 4, 8),
                    randomDouble(),
                    randomDouble(),
                    randomDouble(),
                    randomDouble(),
                    randomBoolean() ? null : randomDouble(),
                    randomDouble(),
                    randomFrom(Bundle.Source.values()),
                    randomBoolean() ? null : "c"));
        }
        BundleList list = new BundleList(
                randomIntBetween(0, 100),
                randomIntBetween(0, 100),
                randomBoolean(),
                randomIntBetween(0, 5),
                new LiftPrior(1 + randomDouble(), 1 + randomDouble(), randomIntBetween(0, 1_000)),
                buckets,
                randomBoolean() ? null : "a reason");
        InternalBundles bundles = new InternalBundles("b", Map.of("meta", "data"), list);
        assertEquals(bundles, copy(bundles, InternalBundles::new));
        assertNotEquals(bundles, bundles.with(BundleList.because("another reason")));
    }
}
