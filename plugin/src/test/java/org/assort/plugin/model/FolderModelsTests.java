/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.assort.model.ModelException;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** The folders of a node, with an opener that waits for the test's word and then finds each model broken. */
@LuceneTestCase.SuppressFileSystems("ExtrasFS") // a folder of its own would be one more model
public class FolderModelsTests extends OpenSearchTestCase {

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore words = new Semaphore(0);
    private final CountDownLatch first = new CountDownLatch(1);
    private ModelRegistry registry;
    private ThreadPool threadPool;
    private FolderModels folders;

    @Override
    public void setUp() throws Exception {
        super.setUp();
        Path parent = createTempDir();
        for (String name : List.of("c", "a", ".hidden", "b")) {
            Files.createDirectory(parent.resolve(name));
        }
        registry = new ModelRegistry();
        threadPool = new TestThreadPool("test");
        folders = new FolderModels(parent, this::open, registry, threadPool);
    }

    @Override
    public void tearDown() throws Exception {
        words.release(10);
        terminate(threadPool);
        folders.close();
        super.tearDown();
    }

    private OnDemandModel open(Path folder) throws ModelException {
        begun.add(folder.getFileName().toString());
        first.countDown();
        try {
            words.acquire();
        } catch (InterruptedException e) {
            throw new ModelException("interrupted", e);
        }
        throw new ModelException("broken");
    }

    private List<ModelState> states() {
        return registry.status().stream().map(ModelStatus::state).toList();
    }

    public void testOneIsLoadedAfterTheOther() throws Exception {
        folders.start();
        assertEquals(List.of("a", "b", "c"), registry.ids());
        assertTrue(first.await(1, TimeUnit.MINUTES));
        for (int known = 1; known <= 3; known++) {
            int opened = known;
            assertBusy(() -> assertEquals(opened, begun.size()));
            assertEquals(
                    4 - opened,
                    states().stream().filter(ModelState.LOADING::equals).count());
            words.release();
        }
        assertBusy(() -> assertEquals(Collections.nCopies(3, ModelState.FAILED), states()));
        assertEquals(List.of("a", "b", "c"), begun);
    }

    public void testNoneIsBegunWithOnceTheNodeStops() throws Exception {
        folders.start();
        assertTrue(first.await(1, TimeUnit.MINUTES));
        folders.stop();
        words.release(10);
        assertTrue(ThreadPool.terminate(threadPool, 1, TimeUnit.MINUTES));
        assertEquals(List.of("a"), begun);
    }
}
