/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.assort.plugin.AssortSettings;
import org.assort.plugin.model.ModelOpener;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.Retirement;
import org.opensearch.action.ActionRunnable;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.CheckedSupplier;
import org.opensearch.common.lifecycle.AbstractLifecycleComponent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.identity.PluginSubject;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/** The store as one node sees it: its parts put together. */
public final class ModelStore extends AbstractLifecycleComponent {

    private final ThreadPool threadPool;
    private final ClusterService cluster;
    private final ModelRegistry registry;
    private final CatalogueStore catalogues;
    private final VectorGuard guard;
    private final Uploads uploads;
    private final Deletion deletion;
    private final NodeVersions versions;
    private final Activator activator;
    private final StoreWatch watch;

    /**
     * @param subject as whom the index is touched; there once the node has started
     * @param root where this node keeps what it fetches
     */
    public ModelStore(
            Client nodeClient,
            Supplier<PluginSubject> subject,
            ClusterService cluster,
            Environment environment,
            Path root,
            ModelOpener opener,
            ModelRegistry registry,
            Retirement retirement) {
        this.threadPool = nodeClient.threadPool();
        this.cluster = cluster;
        this.registry = registry;
        StoreClient client = new StoreClient(nodeClient, subject);
        ChunkStore chunks = new ChunkStore(client);
        StoreLimits limits = new StoreLimits(environment.settings(), cluster.getClusterSettings());
        this.catalogues = new CatalogueStore(client, cluster);
        this.guard = new VectorGuard(cluster);
        this.uploads = new Uploads(client, catalogues, chunks, guard, limits);
        this.deletion = new Deletion(client, catalogues, cluster);
        ModelCache cache = new ModelCache(root);
        Preparation preparation = new Preparation(
                cache, chunks::get, (folder, pinned) -> pinned ? opener.openPinned(folder) : opener.open(folder));
        this.versions = new NodeVersions(cache, preparation, registry, retirement, threadPool);
        this.activator = new Activator(client, catalogues, chunks, guard, cluster);
        this.watch = new StoreWatch(
                cluster, threadPool, AssortSettings.STORE_INTERVAL.get(environment.settings()), this::look);
    }

    /** Returns where a node keeps what it fetches: beside its data, and where it keeps none, in the folder for it. */
    public static Path root(Environment environment, NodeEnvironment node) {
        Path data = node.hasNodeFile() ? node.nodeDataPaths()[0] : environment.dataFiles()[0];
        return data.resolve("assort").resolve("models");
    }

    /** Returns whether a node serves the models of the store. */
    public static boolean serves(DiscoveryNode node) {
        return Activator.serves(node);
    }

    private boolean look() {
        Catalogue catalogue = catalogues.read();
        if (Activator.serves(cluster.localNode())) {
            versions.apply(catalogue);
        } else {
            registry.stored(Map.of());
        }
        return cluster.state().nodes().isLocalNodeElectedClusterManager() && activator.run(catalogue);
    }

    /** Looks into the store soon. */
    void sync() {
        watch.ask();
    }

    /** Begins an upload, as {@link Uploads#begin} says. */
    void begin(PutModelAction.Request request, ActionListener<PutModelAction.Response> listener) {
        run(
                listener,
                () -> new PutModelAction.Response(
                        request.model(),
                        uploads.begin(request.model(), request.manifest(), request.force(), request.replace())));
    }

    /** Takes a chunk, as {@link Uploads#chunk} says. */
    void chunk(PutChunkAction.Request request, ActionListener<PutModelAction.Response> listener) {
        run(listener, () -> new PutModelAction.Response(request.model(), uploads.chunk(request)));
    }

    /** Takes a model away, as {@link Deletion#delete} says. */
    void delete(String model, boolean force, ActionListener<Void> listener) {
        run(listener, () -> {
            deletion.delete(model, force);
            return null;
        });
    }

    /** Finds what the store has. */
    void list(ActionListener<StoreAction.Response> listener) {
        run(listener, () -> {
            Map<String, StoreAction.Model> models = new TreeMap<>();
            catalogues.read().models().forEach((id, model) -> models.put(id, state(model)));
            return new StoreAction.Response(models);
        });
    }

    private StoreAction.Model state(StoredModel model) {
        return new StoreAction.Model(
                model.active() == null ? null : UploadState.of(model.active(), true),
                model.next() == null ? null : UploadState.of(model.next(), false),
                guard.holding(model));
    }

    private <T> void run(ActionListener<T> listener, CheckedSupplier<T, Exception> work) {
        threadPool.generic().execute(ActionRunnable.supply(listener, work));
    }

    @Override
    protected void doStart() {
        watch.start();
    }

    @Override
    protected void doStop() {
        watch.stop();
        versions.stop();
    }

    @Override
    protected void doClose() {
        watch.close();
    }
}
