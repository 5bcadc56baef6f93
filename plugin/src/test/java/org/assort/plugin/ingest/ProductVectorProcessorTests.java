/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assort.model.Cancellation;
import org.assort.model.EmbeddingTimes;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.GatedEmbedder;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchParseException;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.VersionType;
import org.opensearch.ingest.AbstractBatchingProcessor;
import org.opensearch.ingest.CompoundProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.ingest.Processor;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Batches of documents through the processor, with an embedder that gives each text its length as its vector. */
public class ProductVectorProcessorTests extends OpenSearchTestCase {

    private static final int QUEUE = 3;

    private ThreadPool threadPool;
    private EmbeddingService embeddings;
    private GatedEmbedder embedder;
    private String target;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        Settings settings = Settings.builder()
                .put("node.name", "test")
                .put("thread_pool." + EmbeddingService.INGEST_POOL + ".size", 1)
                .put("thread_pool." + EmbeddingService.INGEST_POOL + ".queue_size", QUEUE)
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(AssortSettings.EMBED_TIMEOUT, AssortSettings.EMBED_MAX_BATCH_WAIT));
        threadPool = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        embeddings = new EmbeddingService(settings, new ClusterSettings(settings, known), threadPool);
        embedder = new GatedEmbedder();
    }

    @Override
    public void tearDown() throws Exception {
        embedder.open();
        terminate(threadPool);
        super.tearDown();
    }

    private static Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put("model", "gated");
        config.put("fields", List.of("title", "parts.name", "year"));
        config.put("target_field", "media.vector");
        return config;
    }

    private AbstractBatchingProcessor processor(Map<String, Object> config) throws Exception {
        AbstractBatchingProcessor processor = new ProductVectorProcessor.Factory(
                        this::model, () -> embeddings, this::target)
                .create(Map.of(), "t", "d", config);
        assertEquals("all of the configuration is read", Map.of(), config);
        return processor;
    }

    private TextEmbedder model(String id) {
        if (id.equals("gated") == false) {
            throw new IllegalArgumentException("no [" + id + "]");
        }
        return embedder;
    }

    private Optional<String> target(String index, String field) {
        return index.equals("index") && field.equals("media.vector") ? Optional.ofNullable(target) : Optional.empty();
    }

    private static IngestDocumentWrapper document(int slot, Map<String, Object> source) {
        IngestDocument document =
                new IngestDocument("index", "id" + slot, null, 1L, VersionType.INTERNAL, new HashMap<>(source));
        return new IngestDocumentWrapper(slot, 0, document, null);
    }

    private static List<IngestDocumentWrapper> titles(List<String> titles) {
        return IntStream.range(0, titles.size())
                .mapToObj(slot -> document(slot, Map.of("title", titles.get(slot))))
                .toList();
    }

    private static CompletableFuture<List<IngestDocumentWrapper>> run(
            Processor processor, List<IngestDocumentWrapper> documents) {
        CompletableFuture<List<IngestDocumentWrapper>> result = new CompletableFuture<>();
        List<IngestDocumentWrapper> all = Collections.synchronizedList(new ArrayList<>());
        // A pipeline reports what fails apart from what goes on.
        processor.batchExecute(documents, done -> {
            all.addAll(done);
            if (all.size() >= documents.size()) {
                assertTrue("no document twice", result.complete(List.copyOf(all)));
            }
        });
        return result;
    }

    private static Object vector(IngestDocumentWrapper document) {
        IngestDocument source = document.getIngestDocument();
        return source.hasField("media.vector") ? source.getFieldValue("media.vector", List.class) : null;
    }

    private static void assertVector(String text, IngestDocumentWrapper document) {
        assertNull(document.getException());
        assertEquals(text, List.of((float) text.length()), vector(document));
    }

    public void testGivesEachDocumentItsVector() throws Exception {
        embedder.open();
        Map<String, Object> config = config();
        if (randomBoolean()) {
            config.put("batch_size", randomIntBetween(1, 50));
        }
        List<String> titles = new ArrayList<>();
        for (int i = randomIntBetween(1, QUEUE); i > 0; i--) {
            titles.add("x".repeat(randomIntBetween(1, 60)));
        }
        List<IngestDocumentWrapper> done =
                run(processor(config), titles(titles)).get();
        assertEquals(titles.size(), done.size());
        done.forEach(document -> assertVector(titles.get(document.getSlot()), document));
    }

    public void testABatchIsOneRequestWhoseTextsAreEmbeddedOnce() throws Exception {
        embedder.open();
        // More documents than the queue has places.
        List<String> titles =
                IntStream.range(0, 60).mapToObj(i -> "x".repeat(1 + i % 20)).toList();
        for (IngestDocumentWrapper document :
                run(processor(config()), titles(titles)).get()) {
            assertVector(titles.get(document.getSlot()), document);
        }
        assertEquals(1, embeddings.stats(List.of()).ingest().requests());
        assertEquals(20, embedder.embedded());
        assertEquals(0, embeddings.stats(List.of()).embedding().requests());

        run(processor(config()), titles(titles)).get().forEach(document -> assertNotNull(vector(document)));
        assertEquals("a text of the cache is not embedded again", 20, embedder.embedded());
    }

    public void testTheTextsOfTheFieldsAreJoinedAsASearchJoinsThem() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = document(
                0,
                Map.of(
                        "year", 1999,
                        "title", List.of("one", "two"),
                        "parts", List.of(Map.of("name", "leg"), Map.of("name", "top"))));
        run(processor(config()), List.of(document)).get();
        assertVector("one. two. leg. top. 1999", document);
    }

    public void testADocumentAloneGetsItsVector() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = document(0, Map.of("title", "lamp"));
        CompletableFuture<Exception> result = new CompletableFuture<>();
        processor(config())
                .execute(document.getIngestDocument(), (source, e) -> result.complete(source == null ? null : e));
        assertNull(result.get());
        assertVector("lamp", document);
    }

    public void testADocumentWithoutTextFailsAloneOrPasses() throws Exception {
        embedder.open();
        for (boolean ignore : new boolean[] {false, true}) {
            Map<String, Object> config = config();
            config.put("ignore_missing", ignore);
            List<IngestDocumentWrapper> given =
                    List.of(document(0, Map.of("title", " ")), document(1, Map.of("title", "lamp")));
            List<IngestDocumentWrapper> documents =
                    run(processor(config), given).get();
            assertVector("lamp", documents.get(1));
            assertNull(vector(documents.get(0)));
            Exception e = documents.get(0).getException();
            assertEquals(ignore, e == null);
            if (e != null) {
                assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
                assertThat(e.getMessage(), containsString("[title, parts.name, year]"));
            }
        }
    }

    public void testATargetThatCannotBeFailsItsDocumentAlone() throws Exception {
        embedder.open();
        List<IngestDocumentWrapper> given =
                List.of(document(0, Map.of("title", "lamp", "media", "text")), document(1, Map.of("title", "lamp")));
        List<IngestDocumentWrapper> documents = run(processor(config()), given).get();
        assertVector("lamp", documents.get(1));
        assertThat(documents.get(0).getException().getMessage(), containsString("media"));
    }

    public void testATextThatCannotBeEmbeddedFailsAlone() throws Exception {
        embedder.open();
        List<String> titles = List.of("a", GatedEmbedder.POISON, "abc");
        List<IngestDocumentWrapper> done =
                run(processor(config()), titles(titles)).get();
        for (IngestDocumentWrapper document : done) {
            if (document.getSlot() == 1) {
                assertThat(document.getException().getMessage(), containsString("[gated] could not embed a text"));
            } else {
                assertVector(titles.get(document.getSlot()), document);
            }
        }
        assertEquals(3, done.size());
    }

    public void testABatchIsNotTriedTextByTextForWhatIsTheFaultOfNoText() throws Exception {
        embedder = new GatedEmbedder() {
            @Override
            public float[][] embed(
                    List<String> texts, Purpose purpose, Cancellation cancellation, EmbeddingTimes times) {
                throw new IllegalStateException("model [gated] is closed");
            }
        };
        for (IngestDocumentWrapper document :
                run(processor(config()), titles(List.of("a", "ab", "abc"))).get()) {
            assertEquals("model [gated] is closed", document.getException().getMessage());
        }
        assertEquals(1, embeddings.stats(List.of()).ingest().requests());
        assertEquals(1, embeddings.stats(List.of()).ingest().failed());
    }

    public void testWithoutTheModelEveryDocumentSaysSo() throws Exception {
        Map<String, Object> config = config();
        config.put("model", "other");
        List<IngestDocumentWrapper> done =
                run(processor(config), titles(List.of("a", "b"))).get();
        for (IngestDocumentWrapper document : done) {
            assertEquals("no [other]", document.getException().getMessage());
            assertEquals(RestStatus.SERVICE_UNAVAILABLE, ExceptionsHelper.status(document.getException()));
            assertNotNull("what follows a failure needs the document", document.getIngestDocument());
        }
    }

    public void testATargetThatIsForAnotherModelFailsEachOfItsDocuments() throws Exception {
        embedder.open();
        target = "gated";
        assertVector(
                "lamp", run(processor(config()), titles(List.of("lamp"))).get().get(0));
        target = "other";
        for (String prefix : List.of("", "_source.")) {
            Map<String, Object> config = config();
            config.put("target_field", prefix + "media.vector");
            IngestDocumentWrapper elsewhere = document(1, Map.of("title", "lamp"));
            elsewhere.getIngestDocument().setFieldValue("_index", "elsewhere");
            List<IngestDocumentWrapper> done = run(
                            processor(config), List.of(document(0, Map.of("title", "lamp")), elsewhere))
                    .get();
            assertVector("lamp", done.get(1));
            assertNull(vector(done.get(0)));
            assertEquals(
                    RestStatus.BAD_REQUEST, ExceptionsHelper.status(done.get(0).getException()));
            assertEquals(
                    "[model] must be [other], whose vectors [target_field] [" + prefix
                            + "media.vector] of index [index] is for, got [gated]",
                    done.get(0).getException().getMessage());
        }
    }

    public void testWhereFailuresAreIgnoredTheDocumentGoesOnWithoutOne() throws Exception {
        embedder.open();
        AbstractBatchingProcessor processor = processor(config());
        Processor ignoring = new CompoundProcessor(true, List.of(processor, processor), List.of());
        List<IngestDocumentWrapper> done = run(
                        ignoring, List.of(document(0, Map.of()), document(1, Map.of("title", "lamp"))))
                .get();
        for (IngestDocumentWrapper document : done) {
            assertNull(document.getException());
            assertEquals(document.getSlot() == 1, vector(document) != null);
        }
        assertEquals(2, done.size());
    }

    public void testPastTheQueueDocumentsFailWithA429AndTheOthersGetTheirVectors() throws Exception {
        Map<String, Object> config = config();
        config.put("batch_size", 2);
        AbstractBatchingProcessor processor = processor(config);
        CompletableFuture<List<IngestDocumentWrapper>> first = run(processor, titles(List.of("first")));
        assertTrue(embedder.begun());
        // One request for two documents each: three wait, two find no place.
        List<String> titles = IntStream.range(1, 11).mapToObj("x"::repeat).toList();
        CompletableFuture<List<IngestDocumentWrapper>> rest =
                run(new CompoundProcessor(false, List.of(processor), List.of()), titles(titles));
        embedder.open();
        assertVector("first", first.get(1, TimeUnit.MINUTES).get(0));
        int refused = 0;
        List<IngestDocumentWrapper> done = rest.get(1, TimeUnit.MINUTES);
        for (IngestDocumentWrapper document : done) {
            if (document.getException() == null) {
                assertVector(titles.get(document.getSlot()), document);
            } else {
                refused++;
                assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(document.getException()));
            }
        }
        assertEquals(10, done.size());
        assertEquals(4, refused);
    }

    private static Map<String, Object> hashing() {
        Map<String, Object> config = config();
        config.put("hash_field", "media.hash");
        return config;
    }

    private static Object hash(IngestDocumentWrapper document) {
        IngestDocument source = document.getIngestDocument();
        return source.hasField("media.hash") ? source.getFieldValue("media.hash", Object.class) : null;
    }

    /** Returns a document as it was after it was given its vector, with another one in its place that tells it apart. */
    private IngestDocumentWrapper marked(String title) throws Exception {
        IngestDocumentWrapper document = document(0, Map.of("title", title));
        assertVector(title, run(processor(hashing()), List.of(document)).get().get(0));
        document.getIngestDocument().setFieldValue("media.vector", List.of(0.5));
        return document;
    }

    public void testADocumentWhoseHashIsThatOfItsTextKeepsItsVector() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = marked("lamp");
        Object hash = hash(document);
        assertEquals(0, embeddings.stats(List.of()).skipped());
        document.getIngestDocument().setFieldValue("price", 5);
        List<IngestDocumentWrapper> done = run(
                        processor(hashing()), List.of(document, document(1, Map.of("title", "desk lamp"))))
                .get();
        assertEquals(List.of(0.5), vector(done.get(0)));
        assertEquals(hash, hash(done.get(0)));
        assertVector("desk lamp", done.get(1));
        assertNotEquals(hash, hash(done.get(1)));
        assertEquals(1, embeddings.stats(List.of()).skipped());
        assertEquals(2, embedder.embedded());
    }

    public void testAnotherTextGetsAnotherVectorAndHash() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = marked("lamp");
        Object hash = hash(document);
        document.getIngestDocument().setFieldValue("title", "lamps");
        assertVector("lamps", run(processor(hashing()), List.of(document)).get().get(0));
        assertNotEquals(hash, hash(document));
        assertEquals("the hash of a text is always the same", hash(marked("lamps")), hash(document));
        assertEquals(0, embeddings.stats(List.of()).skipped());
    }

    public void testWhatIsNoVectorOfTheModelIsMadeAnewThoughTheHashFits() throws Exception {
        embedder.open();
        for (Object wrong : List.of(
                List.of(),
                List.of(1, 2),
                List.of("1"),
                List.of(Float.NaN),
                List.of(1e39),
                List.of(List.of(1)),
                "text",
                7)) {
            IngestDocumentWrapper document = marked("lamp");
            document.getIngestDocument().setFieldValue("media.vector", wrong);
            assertVector(
                    "lamp", run(processor(hashing()), List.of(document)).get().get(0));
        }
        IngestDocumentWrapper without = marked("lamp");
        without.getIngestDocument().removeField("media.vector");
        assertVector("lamp", run(processor(hashing()), List.of(without)).get().get(0));
        assertEquals(0, embeddings.stats(List.of()).skipped());
    }

    public void testAHashOfSomethingElseIsReplaced() throws Exception {
        embedder.open();
        Object right = hash(marked("lamp"));
        for (Object wrong : List.of("", "lamp", right + "A", 7, List.of(right), Map.of("hash", right))) {
            IngestDocumentWrapper document = marked("lamp");
            document.getIngestDocument().setFieldValue("media.hash", wrong);
            assertVector(
                    "lamp", run(processor(hashing()), List.of(document)).get().get(0));
            assertEquals(right, hash(document));
        }
    }

    public void testTheVectorsOfAnotherModelAreMadeAnew() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = marked("lamp");
        Object hash = hash(document);
        embedder = new GatedEmbedder("changed");
        embedder.open();
        assertVector("lamp", run(processor(hashing()), List.of(document)).get().get(0));
        assertNotEquals(hash, hash(document));
        assertEquals(1, embedder.embedded());
    }

    public void testATextThatIsGoneTakesItsVectorAlong() throws Exception {
        embedder.open();
        Map<String, Object> config = hashing();
        config.put("ignore_missing", true);
        AbstractBatchingProcessor processor = processor(config);
        IngestDocumentWrapper made = marked("lamp");
        made.getIngestDocument().setFieldValue("title", " ");
        IngestDocumentWrapper given = document(1, Map.of());
        given.getIngestDocument().setFieldValue("media.vector", List.of(0.5));
        IngestDocumentWrapper half = document(2, Map.of());
        half.getIngestDocument().setFieldValue("media.hash", "old");
        for (IngestDocumentWrapper document :
                run(processor, List.of(made, given, half)).get()) {
            assertNull(document.getException());
            assertNull(hash(document));
            assertEquals(document.getSlot() == 1 ? List.of(0.5) : null, vector(document));
        }
        // Without the parameter what stands there is nobody's business.
        IngestDocumentWrapper other = marked("lamp");
        other.getIngestDocument().setFieldValue("title", " ");
        config = config();
        config.put("ignore_missing", true);
        run(processor(config), List.of(other)).get();
        assertEquals(List.of(0.5), vector(other));
        assertNotNull(hash(other));
    }

    public void testWhatCannotBeEmbeddedKeepsAHashThatDoesNotFit() throws Exception {
        embedder.open();
        IngestDocumentWrapper document = marked("lamp");
        Object hash = hash(document);
        document.getIngestDocument().setFieldValue("title", GatedEmbedder.POISON);
        Processor ignoring = new CompoundProcessor(true, List.of(processor(hashing())), List.of());
        assertNull(run(ignoring, List.of(document)).get().get(0).getException());
        assertEquals(hash, hash(document));
        document.getIngestDocument().setFieldValue("title", "lamps");
        assertVector("lamps", run(processor(hashing()), List.of(document)).get().get(0));
    }

    public void testAHashThatFindsNoPlaceFailsItsDocumentAlone() throws Exception {
        embedder.open();
        Map<String, Object> config = config();
        config.put("hash_field", "title.hash");
        List<IngestDocumentWrapper> done = run(
                        processor(config),
                        List.of(document(0, Map.of("title", "lamp")), document(1, Map.of("year", 1999))))
                .get();
        assertThat(done.get(0).getException().getMessage(), containsString("title"));
        assertVector("1999", done.get(1));
    }

    public void testSaysWhatIsWrongWithAPipeline() {
        assertWrong("model", null, "[model] required property is missing");
        assertWrong("model", "A B", "[model] must be a model's id");
        assertWrong("fields", null, "[fields] required property is missing");
        assertWrong("fields", List.of(), "[fields] must have 1 to 16 names of fields, got []");
        assertWrong("fields", List.of("title", 7), "[fields] must have 1 to 16 names of fields, got [title, 7]");
        assertWrong("target_field", null, "[target_field] required property is missing");
        List<String> places = List.of(
                "",
                " ",
                ".",
                "a.",
                ".a",
                "a..b",
                "_id",
                "_index",
                "_routing",
                "_version",
                "_version_type",
                "_if_seq_no",
                "_if_primary_term",
                "_source",
                "_source.",
                "_source._id",
                "_ingest",
                "_ingest.vector",
                "_id.vector");
        for (String place : places) {
            assertWrong("target_field", place, "[target_field] must name a field of the document, got [" + place + "]");
            assertWrong("hash_field", place, "[hash_field] must name a field of the document, got [" + place + "]");
        }
        // The object around a text would go with the text, and nothing could be embedded from it again.
        for (String place : List.of("title", "_source.parts.name", "parts", "_source.parts")) {
            String not =
                    "must not be one of [fields] [title, parts.name, year] nor lie around one, got [" + place + "]";
            assertWrong("target_field", place, "[target_field] " + not);
            assertWrong("hash_field", place, "[hash_field] " + not);
        }
        for (String place : List.of("media.vector", "_source.media.vector", "media", "media.vector.hash")) {
            assertWrong(
                    "hash_field",
                    place,
                    "[hash_field] must not be [target_field] [media.vector] nor lie in it or around it, got [" + place
                            + "]");
        }
        assertWrong("hash_field", 7, "[hash_field] property isn't a string");
        assertWrong("ignore_missing", "maybe", "[ignore_missing] property isn't a boolean");
        assertWrong("batch_size", 0, "[batch_size]");
    }

    private void assertWrong(String property, Object value, String what) {
        Map<String, Object> config = config();
        config.put(property, value);
        if (value == null) {
            config.remove(property);
        }
        OpenSearchParseException e = expectThrows(OpenSearchParseException.class, () -> processor(config));
        assertThat(e.getMessage(), containsString(what));
    }
}
