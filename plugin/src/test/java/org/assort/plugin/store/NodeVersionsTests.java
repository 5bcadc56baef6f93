/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.assort.model.ModelException;
import org.assort.plugin.model.FakeModels;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.OnDemandModel;
import org.opensearch.cluster.coordination.DeterministicTaskQueue;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.test.OpenSearchTestCase;

/** What a node makes of what the store has, with a disk and models that have faults. */
@LuceneTestCase.SuppressFileSystems("ExtrasFS")
public class NodeVersionsTests extends OpenSearchTestCase {

    private static final String ID = "m";

    private final DeterministicTaskQueue queue = new DeterministicTaskQueue(
            Settings.builder().put("node.name", "test").build(), random());
    private final FakeModels models = new FakeModels(queue.getThreadPool());
    private final ModelRegistry registry = new ModelRegistry();
    private final Map<String, byte[]> files = Versions.files(random());
    private final AtomicInteger chunks = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final Deque<Failure> failures = new ArrayDeque<>();

    private FaultyDisk disk;
    private Path root;
    private NodeVersions versions;
    private ModelCache.Source source = this::chunk;

    /** What goes wrong when a folder is opened. */
    private interface Failure {
        void in(Path folder) throws ModelException, IOException;
    }

    @Override
    public void setUp() throws Exception {
        super.setUp();
        Path real = createTempDir();
        disk = FaultyDisk.over(real);
        root = disk.on(real).resolve("models");
        ModelCache cache = new ModelCache(root);
        Preparation preparation =
                new Preparation(cache, (version, file, chunk) -> source.chunk(version, file, chunk), this::open);
        versions = new NodeVersions(cache, preparation, registry, models.retirement(), queue.getThreadPool());
    }

    @Override
    public void tearDown() throws Exception {
        versions.stop();
        models.close();
        super.tearDown();
    }

    private byte[] chunk(ModelVersion version, String file, long chunk) {
        chunks.incrementAndGet();
        int from = Math.toIntExact(chunk * version.chunkBytes());
        return Arrays.copyOfRange(files.get(file), from, from + version.chunkLength(file, from));
    }

    // A version that may become active is loaded, others when they are asked for.
    private OnDemandModel open(Path folder, boolean pinned) throws ModelException {
        opened.incrementAndGet();
        if (failures.isEmpty() == false) {
            try {
                failures.remove().in(folder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return pinned ? models.pinned(folder) : models.cold(folder);
    }

    private ModelVersion version(long number) throws ModelException {
        return Versions.of(number, ID, 500, files);
    }

    /** The catalogue with one more version, complete, after what was there. */
    private Catalogue with(Catalogue before, long number) throws ModelException {
        Catalogue begun = before.begin(version(number));
        return begun.complete(begun.next(ID));
    }

    private void look(Catalogue catalogue) {
        versions.apply(catalogue);
        queue.runAllRunnableTasks();
    }

    private void passes(TimeValue time) {
        long end = queue.getCurrentTimeMillis() + time.millis();
        queue.scheduleAt(end, () -> {});
        while (queue.getCurrentTimeMillis() < end) {
            queue.advanceTime();
            queue.runAllRunnableTasks();
        }
    }

    private OnDemandModel served() {
        return (OnDemandModel) registry.ready(ID);
    }

    private ModelStatus status() {
        return registry.status().get(0);
    }

    private CompletableFuture<Void> acquire(OnDemandModel model) {
        CompletableFuture<Void> acquired = FakeModels.acquire(model);
        queue.runAllRunnableTasks();
        return acquired;
    }

    private void assertCanBeLoaded(OnDemandModel model) throws Exception {
        acquire(model).get();
        FakeModels.release(model);
    }

    private Path folder(long number) {
        return root.resolve(Long.toString(number));
    }

    private static void damage(Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        if (randomBoolean()) {
            Files.delete(file);
        } else {
            byte[] bytes = Files.readAllBytes(file);
            bytes[randomInt(bytes.length - 1)] ^= 1;
            Files.write(file, bytes);
        }
    }

    public void testFilesStayForWhoWasGivenTheirVersion() throws Exception {
        Catalogue first = with(Catalogue.EMPTY, 1);
        look(first);
        assertEquals(ModelState.COLD, status().state());
        OnDemandModel given = served();
        Catalogue second = with(first, 2);
        look(second);
        look(second.activate(ID));
        assertNotSame(given, served());
        assertCanBeLoaded(given);
        passes(TimeValue.timeValueSeconds(29));
        assertTrue("it may be loaded yet", Files.exists(folder(1)));
        passes(TimeValue.timeValueSeconds(2));
        assertFalse("nobody has it any more", Files.exists(folder(1)));
        assertTrue(Files.exists(folder(2)));
        assertCanBeLoaded(served());
    }

    public void testDeletedModelLeavesNothing() throws Exception {
        Catalogue first = with(Catalogue.EMPTY, 1);
        look(first);
        look(first.without(ID));
        assertEquals(List.of(), registry.ids());
        passes(TimeValue.timeValueSeconds(31));
        assertFalse(Files.exists(folder(1)));
    }

    public void testWhatIsDamagedWhileTheNodeRunsIsFetchedAgain() throws Exception {
        Catalogue catalogue = with(Catalogue.EMPTY, 1);
        look(catalogue);
        int once = chunks.get();
        damage(folder(1).resolve(ID));
        OnDemandModel before = served();
        CompletableFuture<Void> lost = acquire(before);
        expectThrows(ExecutionException.class, lost::get);
        look(catalogue);
        assertEquals(ModelState.FAILED, status().state());
        assertThat(status().version().reason(), containsString("model.onnx"));
        passes(TimeValue.timeValueSeconds(6));
        assertEquals("fetched twice", once + once, chunks.get());
        assertEquals(ModelState.COLD, status().state());
        assertCanBeLoaded(served());
        passes(TimeValue.timeValueSeconds(31));
        assertCanBeLoaded(served());
        expectThrows(ExecutionException.class, () -> acquire(before).get());
    }

    public void testWhatCannotBeLoadedIsTriedEverMoreSeldom() throws Exception {
        Catalogue catalogue = with(Catalogue.EMPTY, 1);
        source = (version, file, chunk) -> {
            byte[] bytes = chunk(version, file, chunk);
            throw new IOException("[" + bytes.length + "] bytes are lost");
        };
        look(catalogue);
        passes(TimeValue.timeValueSeconds(16));
        assertEquals("after 5 and 10 seconds", 3, chunks.get());
        passes(TimeValue.timeValueHours(1));
        int hour = chunks.get();
        assertTrue(String.valueOf(hour), hour >= 12 && hour <= 20);
        source = this::chunk;
        passes(TimeValue.timeValueMinutes(6));
        assertEquals(ModelState.COLD, status().state());
    }

    public void testAFolderThatStaysHasNothingElseDeleted() throws Exception {
        Files.createDirectories(folder(99).resolve("old"));
        disk.stuck = "99";
        Catalogue first = with(Catalogue.EMPTY, 1);
        source = (version, file, chunk) -> {
            versions.apply(first);
            return chunk(version, file, chunk);
        };
        look(first);
        assertEquals("looks while it is fetched", ModelState.COLD, status().state());
        OnDemandModel given = served();

        Catalogue second = with(first, 2).activate(ID);
        source = (version, file, chunk) -> {
            throw new IOException("the network is down");
        };
        look(second);
        look(second);
        assertSame("served while the other is not there", given, served());
        assertCanBeLoaded(given);

        source = this::chunk;
        passes(TimeValue.timeValueSeconds(6));
        assertNotSame(given, served());
        look(second);
        assertCanBeLoaded(given);
        assertTrue(Files.exists(folder(99)));
        disk.stuck = null;
        look(second);
        assertFalse(Files.exists(folder(99)));
        assertCanBeLoaded(given);
        passes(TimeValue.timeValueSeconds(31));
        assertFalse(Files.exists(folder(1)));
        assertCanBeLoaded(served());
    }

    public void testWhatMayPassAtTheFirstLoadIsTriedAgain() throws Exception {
        failures.add(folder -> {
            throw new ModelException("model.onnx cannot be read", new IOException("Too many open files"));
        });
        Catalogue catalogue = with(Catalogue.EMPTY, 1);
        look(catalogue);
        assertEquals(ModelState.FAILED, status().state());
        assertEquals("model.onnx cannot be read", status().version().reason());
        int once = chunks.get();
        passes(TimeValue.timeValueSeconds(6));
        assertEquals(ModelState.COLD, status().state());
        assertNull(status().version().reason());
        assertEquals("its files were in order", once, chunks.get());
    }

    /** A version that waits for all nodes is not held up by what befell one of them. */
    public void testWhatMayPassAtTheFirstLoadOfTheNextVersionIsTriedAgain() throws Exception {
        Catalogue first = with(Catalogue.EMPTY, 1);
        look(first);
        failures.add(folder -> {
            damage(folder);
            throw new ModelException("model.onnx must have another SHA-256");
        });
        look(with(first, 2));
        assertEquals(ModelState.FAILED, status().next().state());
        int twice = chunks.get();
        passes(TimeValue.timeValueSeconds(6));
        assertEquals(ModelState.WARM, status().next().state());
        assertEquals("damaged, so fetched once more", twice + twice / 2, chunks.get());
    }

    public void testWhatIsRefusedStaysFailed() throws Exception {
        failures.add(folder -> {
            throw new ModelException("model.onnx is refused");
        });
        look(with(Catalogue.EMPTY, 1));
        passes(TimeValue.timeValueHours(1));
        assertEquals(ModelState.FAILED, status().state());
        assertEquals("model.onnx is refused", status().version().reason());
        assertEquals(1, opened.get());
    }
}
