/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;
import org.assort.plugin.rescore.clause.CoverageClause;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.clause.DiversityClause;
import org.assort.plugin.rescore.clause.FieldSpec;
import org.assort.plugin.rescore.clause.NoveltyClause;
import org.assort.plugin.rescore.clause.PinClause;
import org.assort.plugin.rescore.clause.QuotaClause;
import org.assort.plugin.rescore.clause.RelevanceClause;
import org.assort.plugin.rescore.query.QuerySource;
import org.assort.plugin.rescore.query.Resolution;
import org.assort.rescorer.Method;
import org.assort.rescorer.MissingVector;
import org.assort.rescorer.Step;
import org.assort.rescorer.VectorTable;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.test.OpenSearchTestCase;

/** Products spread at random over shards give what they give on one shard, page by page. */
public class WindowChoiceTests extends OpenSearchTestCase {

    private static final int DIMENSION = 8;
    private static final List<CoverageClause> COVERAGES = List.of(
            new CoverageClause("brand", 0.7, 0.5, List.of(), null, false),
            new CoverageClause("tag", 0.3, 0.9, List.of(), null, false),
            new CoverageClause("brand", 1.5, 0.5, List.of(), Map.of("b1", 0.5, "b9", 0.1, "other", 0.4), false));
    private static final List<QuotaClause> QUOTAS = List.of(
            new QuotaClause("brand", null, null, 2, 10),
            new QuotaClause("brand", "b2", 1, 4, 5),
            new QuotaClause("tag", "t1", 1, null, 10),
            new QuotaClause("brand", "b8", 2, null, 7));
    private static final Comparator<Product> BY_SCORE = (a, b) -> Float.compare(b.score(), a.score());

    /** A product as every shard would store it; codes are null where it has no vector. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Product(
            int number,
            float score,
            byte[] codes,
            List<String> brands,
            List<String> tags,
            double sold,
            boolean pinned) {}

    private record Setting(DiversifyClause clause, Resolution resolution, int window, List<Product> products) {}

    private static Setting setting(boolean tiedScores, int most) {
        List<Product> products = new ArrayList<>();
        int count = randomIntBetween(0, most);
        List<Integer> scores = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scores.add(i);
        }
        Collections.shuffle(scores, random());
        for (int i = 0; i < count; i++) {
            float score = tiedScores ? randomIntBetween(1, 4) : scores.get(i) * 0.37f;
            products.add(new Product(
                    i,
                    score,
                    rarely() ? null : codes(),
                    rarely() ? List.of() : List.of(randomFrom("b1", "b2", "b3", "b4")),
                    randomSubsetOf(List.of("t1", "t2", "t3", "t4", "t5")),
                    randomIntBetween(0, 50),
                    rarely()));
        }
        DiversifyClause clause = clause(tiedScores);
        byte[] query = randomBoolean() ? codes() : null;
        Resolution resolution = new Resolution(null, query, randomFrom(0.0, 0.3), QuerySource.QUERY_VECTOR);
        int window = tiedScores ? Math.max(1, count) : randomIntBetween(1, 250);
        return new Setting(clause, resolution, window, products);
    }

    private static DiversifyClause clause(boolean tiedScores) {
        return new DiversifyClause(
                null,
                null,
                null,
                "v",
                List.of(),
                new RelevanceClause(randomFrom(0.0, 0.3, 1.0), randomFrom(0.2, 1.0), null),
                randomFrom(Method.values()),
                switch (randomIntBetween(0, 4)) {
                    case 0 -> new DiversityClause.Auto();
                    case 1 -> new DiversityClause.Budget(randomFrom(0.0, 0.01, 0.1, 1.0), randomIntBetween(1, 20));
                    default -> new DiversityClause.Given(randomFrom(0.0, 0.1, 0.5, 1.0, randomDouble()));
                },
                randomFrom(MissingVector.NEUTRAL, MissingVector.LAST),
                randomSubsetOf(COVERAGES),
                randomSubsetOf(randomIntBetween(0, 2), QUOTAS),
                randomBoolean() ? null : new NoveltyClause("sold", randomFrom(0.1, 1.0)),
                switch (randomIntBetween(0, 3)) {
                    case 0 -> new PinClause(randomIntBetween(1, 5), List.of());
                    case 1 -> new PinClause(0, List.of("some"));
                    default -> PinClause.NONE;
                },
                null,
                tiedScores ? "tie" : null,
                true,
                randomBoolean());
    }

    private static byte[] codes() {
        byte[] codes = new byte[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            codes[i] = (byte) randomIntBetween(-40, 127);
        }
        codes[0] = 127;
        return codes;
    }

    /** The hits of one shard over its products, as core collects them, with what the shard sends, through the wire. */
    private static ShardHits shard(Setting setting, List<Product> products, Page page) throws IOException {
        List<Product> sorted = new ArrayList<>(products);
        Map<Integer, Integer> documents = new HashMap<>();
        for (int document = 0; document < sorted.size(); document++) {
            documents.put(sorted.get(document).number(), document);
        }
        sorted.sort(BY_SCORE.thenComparingInt(product -> documents.get(product.number())));
        int collected = Math.min(sorted.size(), Math.max(page.end(), setting.window()));
        ScoreDoc[] docs = new ScoreDoc[collected];
        for (int row = 0; row < collected; row++) {
            // The number of the product stands for the document, so that a hit tells which it is.
            docs[row] = new ScoreDoc(sorted.get(row).number(), sorted.get(row).score());
        }
        int size = Math.min(setting.window(), collected);
        VectorTable vectors = new VectorTable(DIMENSION, size);
        byte[] origins = new byte[size];
        TieKeys ties = setting.clause().tieBreaker() == null ? null : new TieKeys(size);
        for (int row = 0; row < size; row++) {
            Product product = sorted.get(row);
            vectors.set(row, product.codes());
            origins[row] = (product.codes() == null ? Origin.MISSING : Origin.STORED).code();
            if (ties != null && product.number() % 2 == 0) {
                ties.number(row, product.number());
            } else if (ties != null) {
                ties.keyword(row, new BytesRef(String.format(Locale.ROOT, "k%05d", product.number())));
            }
        }
        ShardWindow window =
                new ShardWindow(vectors, origins, ties, fields(setting.clause(), sorted, size), null, true, 1, 2);
        BytesStreamOutput out = new BytesStreamOutput();
        window.writeTo(out);
        try (StreamInput in = out.bytes().streamInput()) {
            ShardWindow read = new ShardWindow(in);
            assertEquals("everything was read", 0, in.available());
            return new ShardHits(new TopDocs(new TotalHits(products.size(), TotalHits.Relation.EQUAL_TO), docs), read);
        }
    }

    private static WindowFields fields(DiversifyClause clause, List<Product> sorted, int size) {
        List<FieldColumn> columns = new ArrayList<>();
        for (FieldSpec spec : clause.fields()) {
            FieldColumn.Builder column = new FieldColumn.Builder(size);
            for (int row = 0; row < size; row++) {
                Product product = sorted.get(row);
                column.set(row, spec.name().equals("brand") ? product.brands() : product.tags());
            }
            columns.add(column.build());
        }
        List<Product> window = sorted.subList(0, size);
        boolean[] pinned = new boolean[size];
        for (int row = 0; row < size; row++) {
            pinned[row] = window.get(row).pinned();
        }
        return new WindowFields(
                columns,
                clause.novelty() == null
                        ? null
                        : window.stream().mapToDouble(Product::sold).toArray(),
                clause.pin().ids().isEmpty() ? null : pinned);
    }

    private static WindowChoice choose(Setting setting, int shards, Page page) throws IOException {
        List<List<Product>> spread = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            spread.add(new ArrayList<>());
        }
        setting.products().forEach(product -> randomFrom(spread).add(product));
        List<ShardHits> hits = new ArrayList<>();
        for (List<Product> products : spread) {
            Collections.shuffle(products, random());
            hits.add(shard(setting, products, page));
        }
        return new WindowChoice(hits, setting.window(), setting.clause(), setting.resolution(), page, () -> {});
    }

    /** What core shows: all shards' hits merged by score. */
    private static List<ScoreDoc> page(WindowChoice choice, Page page) {
        List<ScoreDoc> all = new ArrayList<>();
        for (TopDocs hits : choice.hits()) {
            for (int i = 1; i < hits.scoreDocs.length; i++) {
                assertTrue("a shard's hits descend", hits.scoreDocs[i].score < hits.scoreDocs[i - 1].score);
            }
            all.addAll(Arrays.asList(hits.scoreDocs));
        }
        Set<Float> scores = new HashSet<>();
        all.forEach(doc -> assertTrue("no two have the same score", scores.add(doc.score)));
        all.sort((a, b) -> Float.compare(b.score, a.score));
        return all.subList(Math.min(page.from(), all.size()), Math.min(page.end(), all.size()));
    }

    private static void assertSame(String what, List<ScoreDoc> expected, List<ScoreDoc> actual) {
        assertEquals(what, ids(expected), ids(actual));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(what + ", score " + i, expected.get(i).score, actual.get(i).score, 0);
        }
    }

    private static List<Integer> ids(List<ScoreDoc> docs) {
        return docs.stream().map(doc -> doc.doc).toList();
    }

    public void testManyShardsGiveWhatOneGives() throws IOException {
        for (int round = 0; round < 200; round++) {
            Setting setting = setting(round % 3 == 0, 300);
            Page page = new Page(randomIntBetween(0, 30), randomIntBetween(1, 40), true);
            WindowChoice one = choose(setting, 1, page);
            WindowChoice many = choose(setting, randomFrom(2, 3, 5, 20), page);
            assertSame("round " + round, page(one, page), page(many, page));
            assertEquals("explanations of round " + round, wire(one), wire(many));
            assertEquals(
                    "outcome of round " + round,
                    one.trace().outcome(),
                    many.trace().outcome());
            assertEquals(
                    "report of round " + round, one.trace().list(), many.trace().list());
            assertEquals(one.trace().candidates(), many.trace().candidates());
            assertArrayEquals(one.trace().origins(), many.trace().origins());
        }
    }

    /** What is told of the positions, in bytes. */
    private static BytesReference wire(WindowChoice choice) throws IOException {
        BytesStreamOutput out = new BytesStreamOutput();
        out.writeList(choice.trace().page());
        return out.bytes();
    }

    public void testPagesPutTogetherAreTheList() throws IOException {
        for (int round = 0; round < 150; round++) {
            Setting drawn = setting(false, 260);
            Setting setting = new Setting(drawn.clause(), drawn.resolution(), 200, drawn.products());
            Page all = new Page(0, 200, false);
            List<Integer> whole = ids(page(choose(setting, randomFrom(1, 5), all), all));
            List<Integer> together = new ArrayList<>();
            for (int from = 0; from < 200; from += 10) {
                Page page = new Page(from, 10, false);
                together.addAll(ids(page(choose(setting, randomFrom(1, 5), page), page)));
            }
            assertEquals("round " + round, whole, together);
        }
    }

    public void testBelowTheWindowTheOrderStays() throws IOException {
        for (int round = 0; round < 200; round++) {
            Setting setting = setting(false, 300);
            Page page = new Page(0, 300, false);
            List<ScoreDoc> list = page(choose(setting, randomFrom(1, 5), page), page);
            List<Integer> byScore = setting.products().stream()
                    .sorted(BY_SCORE)
                    .map(Product::number)
                    .toList();
            int window = Math.min(setting.window(), byScore.size());
            assertEquals(
                    "the window's products come first",
                    new HashSet<>(byScore.subList(0, window)),
                    new HashSet<>(ids(list.subList(0, window))));
            assertEquals(byScore.subList(window, byScore.size()), ids(list.subList(window, list.size())));
        }
    }

    public void testTermsAddUpToTheScore() throws IOException {
        for (int round = 0; round < 200; round++) {
            Setting setting = setting(round % 2 == 0, 100);
            Page page = new Page(0, 50, true);
            Trace done = choose(setting, 3, page).trace();
            double lambda = done.outcome().taken().diversity();
            for (PositionTrace trace : done.page()) {
                Step step = trace.step();
                if (step != null) {
                    double terms = step.diversity();
                    for (int i = 0; i < step.coverages().length; i++) {
                        terms += setting.clause().coverages().get(i).weight() * step.coverages()[i];
                    }
                    NoveltyClause novelty = setting.clause().novelty();
                    terms += novelty == null ? 0 : novelty.weight() * step.novelty();
                    double sum = (1 - lambda) * step.relevance() + lambda * terms + step.clamp();
                    assertEquals(trace.score(), sum, 1e-5);
                    assertTrue("the likest stands before", step.closest() < step.candidate());
                }
            }
        }
    }

    public void testNotAppliedLeavesHitsAsTheyWere() throws IOException {
        Setting drawn = setting(false, 100);
        DiversifyClause c = drawn.clause();
        DiversifyClause shadow = new DiversifyClause(
                null,
                null,
                null,
                "v",
                List.of(),
                c.weights(),
                c.choosing(),
                new DiversityClause.Given(1),
                c.lacking(),
                c.coverages(),
                c.quotas(),
                c.novelty(),
                c.pin(),
                null,
                null,
                false,
                false);
        Setting setting = new Setting(shadow, drawn.resolution(), 50, drawn.products());
        Page page = new Page(0, 100, true);
        WindowChoice choice = choose(setting, 4, page);
        List<Integer> byScore =
                drawn.products().stream().sorted(BY_SCORE).map(Product::number).toList();
        assertEquals(byScore, ids(page(choice, page)));
        assertEquals("nothing to explain", List.of(), choice.trace().page());
        assertEquals("a report", drawn.products().isEmpty(), choice.trace().list() == null);
    }

    public void testTraceKeepsEverythingOnTheWire() throws IOException {
        for (int round = 0; round < 50; round++) {
            Trace trace = choose(setting(false, 60), 1, new Page(0, 20, randomBoolean()))
                    .trace();
            BytesStreamOutput out = new BytesStreamOutput();
            trace.writeTo(out);
            try (StreamInput in = out.bytes().streamInput()) {
                Trace read = new Trace(in);
                assertEquals("everything was read", 0, in.available());
                BytesStreamOutput again = new BytesStreamOutput();
                read.writeTo(again);
                assertEquals(out.bytes(), again.bytes());
                assertEquals(trace.outcome(), read.outcome());
                assertEquals(trace.list(), read.list());
                assertArrayEquals(trace.origins(), read.origins());
                assertArrayEquals(trace.nanos(), read.nanos());
                assertEquals(trace.semantic(), read.semantic());
            }
        }
    }
}
