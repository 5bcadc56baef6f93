/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assort.model.Device;
import org.assort.model.FileDigest;
import org.assort.model.Footprint;
import org.assort.model.ModelException;
import org.assort.model.ModelInfo;
import org.assort.model.ModelManifest;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.opensearch.cluster.ClusterName;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Models of folders that are read and verified as those of a node are, with sessions that run nothing. */
public final class FakeModels implements AutoCloseable {

    private static final Footprint NEEDED = new Footprint(10, 0);

    private final TestThreadPool pools;
    private final ModelMemory memory;
    private final Retirement retirement;

    /** Creates them for a node on whose threads they are loaded and closed. */
    public FakeModels(ThreadPool threadPool) {
        Settings settings = Settings.builder()
                .put("node.name", "test")
                .put(AssortSettings.MODEL_MEMORY.getKey(), "1gb")
                .build();
        Set<Setting<?>> known = new HashSet<>(ClusterSettings.BUILT_IN_CLUSTER_SETTINGS);
        known.addAll(List.of(
                AssortSettings.MODEL_MEMORY,
                AssortSettings.MODEL_IDLE_TIME,
                AssortSettings.EMBED_TIMEOUT,
                AssortSettings.EMBED_MAX_BATCH_WAIT));
        ClusterSettings dynamic = new ClusterSettings(settings, known);
        this.pools = new TestThreadPool(
                "test", settings, EmbeddingService.pools(settings).toArray(ExecutorBuilder<?>[]::new));
        this.memory = new ModelMemory(settings, dynamic, threadPool, () -> 1);
        this.retirement = new Retirement(threadPool, new EmbeddingService(settings, dynamic, pools));
    }

    /** Returns what closes them. */
    public Retirement retirement() {
        return retirement;
    }

    /** Returns a model that is not loaded yet. */
    public OnDemandModel cold(Path folder) throws ModelException {
        return known(new OnDemandModel(memory, FakeModels::load, folder, ModelManifest.read(folder), false));
    }

    /** Returns a model that is loaded and stays so. */
    public OnDemandModel pinned(Path folder) throws ModelException {
        OnDemandModel model =
                known(new OnDemandModel(memory, FakeModels::load, folder, ModelManifest.read(folder), true));
        memory.load(model);
        return model;
    }

    private OnDemandModel known(OnDemandModel model) {
        memory.add(model);
        return model;
    }

    private static TextEmbedder load(Path folder, Consumer<Footprint> needs) throws ModelException {
        ModelManifest manifest = ModelManifest.read(folder);
        for (Map.Entry<String, String> file : manifest.sha256().entrySet()) {
            try {
                if (FileDigest.hex(folder.resolve(file.getKey())).equals(file.getValue()) == false) {
                    throw new ModelException("[" + file.getKey() + "] must have another SHA-256");
                }
            } catch (IOException e) {
                throw new ModelException("[" + file.getKey() + "] cannot be read: " + e, e);
            }
        }
        needs.accept(NEEDED);
        return new GatedEmbedder(manifest.id(), manifest.fingerprint()) {
            @Override
            public ModelInfo info() {
                return new ModelInfo(Device.cpu(), false, 10, NEEDED, 8, 1, List.of(), List.of(), 0);
            }
        };
    }

    /** Has a model loaded and held, as a request does. */
    public static CompletableFuture<Void> acquire(OnDemandModel model) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        model.acquire(ActionListener.wrap(result::complete, result::completeExceptionally));
        return result;
    }

    /** Holds it no longer. */
    public static void release(OnDemandModel model) {
        model.release();
    }

    /** Returns the reports of a cluster whose nodes have nothing to say. */
    public static NodesReportAction.Response noReports() {
        return new NodesReportAction.Response(new ClusterName("test"), List.of(), List.of());
    }

    @Override
    public void close() {
        ThreadPool.terminate(pools, 10, TimeUnit.SECONDS);
    }
}
