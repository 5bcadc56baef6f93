/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.lucene.util.SetOnce;
import org.assort.model.ModelLoader;
import org.assort.model.NativeLibraries;
import org.assort.plugin.backfill.BackfillPlanner;
import org.assort.plugin.bundle.BundleBuilder;
import org.assort.plugin.bundle.BundleFilter;
import org.assort.plugin.bundle.InternalBundles;
import org.assort.plugin.bundle.clause.BundleClause;
import org.assort.plugin.bundle.shard.InternalMining;
import org.assort.plugin.bundle.shard.MiningBuilder;
import org.assort.plugin.bundle.shard.NearestQueryBuilder;
import org.assort.plugin.ingest.ProductVectorProcessor;
import org.assort.plugin.mapper.FieldModels;
import org.assort.plugin.mapper.ProductVectorFieldType;
import org.assort.plugin.mapper.ProductVectorMapper;
import org.assort.plugin.model.EmbedAction;
import org.assort.plugin.model.EmbeddingService;
import org.assort.plugin.model.FolderModels;
import org.assort.plugin.model.ModelMemory;
import org.assort.plugin.model.ModelOpener;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.NodesReportAction;
import org.assort.plugin.model.Retirement;
import org.assort.plugin.model.TransportEmbedAction;
import org.assort.plugin.model.TransportNodesReportAction;
import org.assort.plugin.rescore.ChoicePipeline;
import org.assort.plugin.rescore.ChoiceProcessor;
import org.assort.plugin.rescore.DiversifyBuilder;
import org.assort.plugin.rescore.DiversifyFilter;
import org.assort.plugin.rescore.DiversifyProcessor;
import org.assort.plugin.rescore.PipelineClause;
import org.assort.plugin.rescore.choice.DiversifyReport;
import org.assort.plugin.rescore.choice.Payload;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.assort.plugin.rescore.query.ResolveAction;
import org.assort.plugin.rescore.query.TransportResolveAction;
import org.assort.plugin.rescore.shard.DiversifyListener;
import org.assort.plugin.rest.RestBackfillAction;
import org.assort.plugin.rest.RestDeleteModelAction;
import org.assort.plugin.rest.RestEmbedAction;
import org.assort.plugin.rest.RestModelsAction;
import org.assort.plugin.rest.RestPutChunkAction;
import org.assort.plugin.rest.RestPutModelAction;
import org.assort.plugin.rest.RestStatsAction;
import org.assort.plugin.store.DeleteModelAction;
import org.assort.plugin.store.ModelStore;
import org.assort.plugin.store.PutChunkAction;
import org.assort.plugin.store.PutModelAction;
import org.assort.plugin.store.StoreAction;
import org.assort.plugin.store.StoreIndex;
import org.assort.plugin.store.SyncAction;
import org.assort.plugin.store.TransportDeleteModelAction;
import org.assort.plugin.store.TransportPutChunkAction;
import org.assort.plugin.store.TransportPutModelAction;
import org.assort.plugin.store.TransportStoreAction;
import org.assort.plugin.store.TransportSyncAction;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.IndexScopedSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.settings.SettingsFilter;
import org.opensearch.common.unit.MemorySizeValue;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.identity.PluginSubject;
import org.opensearch.index.IndexModule;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.indices.SystemIndexDescriptor;
import org.opensearch.indices.breaker.BreakerSettings;
import org.opensearch.monitor.jvm.JvmInfo;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.CircuitBreakerPlugin;
import org.opensearch.plugins.IdentityAwarePlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPipelinePlugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.plugins.SystemIndexPlugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.script.ScriptService;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.pipeline.Processor;
import org.opensearch.search.pipeline.SearchPhaseResultsProcessor;
import org.opensearch.search.pipeline.SearchRequestProcessor;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** Registers what Assort adds to a node; everything else is done elsewhere. */
public final class AssortPlugin extends Plugin
        implements SearchPlugin,
                SearchPipelinePlugin,
                ActionPlugin,
                CircuitBreakerPlugin,
                IngestPlugin,
                MapperPlugin,
                SystemIndexPlugin,
                IdentityAwarePlugin {

    /** Where the REST endpoints lie. */
    public static final String REST_PREFIX = "/_plugins/_assort";

    /** Share of the heap that choices over all shards may take at a time. */
    private static final String BREAKER_LIMIT = "20%";

    /** Name in the list of plugins, and of the plugin's folder. */
    private static final String NAME = "opensearch-assort";

    // Parsers and wire readers are asked for before the node has the services that they will need.
    private final SetOnce<AssortServices> services = new SetOnce<>();
    private final Supplier<AssortServices> node = services::get;
    private final SetOnce<BackfillPlanner> backfills = new SetOnce<>();
    private final SetOnce<CircuitBreaker> breaker = new SetOnce<>();
    private final SetOnce<Client> client = new SetOnce<>();
    private final SetOnce<PluginSubject> subject = new SetOnce<>();

    /** Called by the node. */
    public AssortPlugin() {}

    @Override
    public List<Setting<?>> getSettings() {
        return AssortSettings.all();
    }

    @Override
    public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
        return EmbeddingService.pools(settings);
    }

    @Override
    public Collection<Object> createComponents(
            Client nodeClient,
            ClusterService clusterService,
            ThreadPool threadPool,
            ResourceWatcherService resourceWatcherService,
            ScriptService scriptService,
            NamedXContentRegistry xContentRegistry,
            Environment environment,
            NodeEnvironment nodeEnvironment,
            NamedWriteableRegistry namedWriteableRegistry,
            IndexNameExpressionResolver indexNameExpressionResolver,
            Supplier<RepositoriesService> repositoriesServiceSupplier) {
        client.set(nodeClient);
        Settings settings = environment.settings();
        ClusterSettings dynamic = clusterService.getClusterSettings();
        Path folder = environment.configDir().resolve("assort").resolve("models");
        // One for all models: why the libraries could not be loaded is then said for each.
        ModelLoader loader =
                new ModelLoader(NativeLibraries.in(natives(environment)), AssortSettings.DEVICE.get(settings));
        loader.deleteLeft(Instant.ofEpochMilli(JvmInfo.jvmInfo().getStartTime()));
        ModelMemory memory = new ModelMemory(settings, dynamic, threadPool);
        ModelOpener opener = new ModelOpener(loader, memory, AssortSettings.MODEL_LOADING.get(settings));
        ModelRegistry models = new ModelRegistry();
        FolderModels folders = new FolderModels(folder, opener::open, models, threadPool);
        EmbeddingService embeddings = new EmbeddingService(settings, dynamic, threadPool);
        ModelStore store = new ModelStore(
                nodeClient,
                subject::get,
                clusterService,
                environment,
                ModelStore.root(environment, nodeEnvironment),
                opener,
                models,
                new Retirement(threadPool, embeddings));
        FieldModels fields = new FieldModels(clusterService, indexNameExpressionResolver);
        backfills.set(new BackfillPlanner(clusterService, indexNameExpressionResolver, fields));
        ChoicePipeline pipeline =
                new ChoicePipeline(clusterService, indexNameExpressionResolver, namedWriteableRegistry);
        services.set(new AssortServices(
                settings,
                dynamic,
                models,
                embeddings,
                fields,
                pipeline,
                new PipelineClause(clusterService, pipeline),
                () -> clusterService.localNode().getId()));
        return List.of(models, memory, folders, store, embeddings, services.get());
    }

    @Override
    public Collection<SystemIndexDescriptor> getSystemIndexDescriptors(Settings settings) {
        return List.of(StoreIndex.descriptor());
    }

    /** As whom the plugin touches its own indices. */
    @Override
    public void assignSubject(PluginSubject pluginSubject) {
        subject.set(pluginSubject);
    }

    private static Path natives(Environment environment) {
        String given = AssortSettings.NATIVE_PATH.get(environment.settings());
        return given.isEmpty()
                ? environment.pluginsDir().resolve(NAME).resolve("native")
                : environment.configDir().getFileSystem().getPath(given);
    }

    @Override
    public Map<String, Mapper.TypeParser> getMappers() {
        return Map.of(ProductVectorFieldType.TYPE, ProductVectorMapper.PARSER);
    }

    // Named in full: the processors of search pipelines have types of the same names.
    @Override
    public Map<String, org.opensearch.ingest.Processor.Factory> getProcessors(
            org.opensearch.ingest.Processor.Parameters parameters) {
        return Map.of(
                ProductVectorProcessor.TYPE,
                new ProductVectorProcessor.Factory(
                        id -> node.get().models().ready(id),
                        () -> node.get().embeddings(),
                        (index, field) -> node.get().fieldModels().ofTarget(index, field)));
    }

    @Override
    public List<RescorerSpec<?>> getRescorers() {
        return List.of(new RescorerSpec<>(
                DiversifyClause.NAME,
                in -> new DiversifyBuilder(node, in),
                parser -> DiversifyBuilder.fromXContent(node, parser)));
    }

    @Override
    public List<AggregationSpec> getAggregations() {
        return List.of(
                new AggregationSpec(BundleClause.NAME, BundleBuilder::new, BundleBuilder::parse)
                        .addResultReader(InternalBundles::new),
                new AggregationSpec(MiningBuilder.NAME, MiningBuilder::new, MiningBuilder.parser())
                        .addResultReader(InternalMining::new));
    }

    @Override
    public List<QuerySpec<?>> getQueries() {
        return List.of(
                new QuerySpec<>(NearestQueryBuilder.NAME, NearestQueryBuilder::new, NearestQueryBuilder.parser()));
    }

    @Override
    public List<SearchExtSpec<?>> getSearchExts() {
        return List.of(new SearchExtSpec<>(DiversifyReport.NAME, DiversifyReport::new, DiversifyReport::refuse));
    }

    @Override
    public List<NamedWriteableRegistry.Entry> getNamedWriteables() {
        return List.of(new NamedWriteableRegistry.Entry(InternalAggregation.class, Payload.NAME, Payload::new));
    }

    @Override
    public Map<String, Processor.Factory<SearchRequestProcessor>> getRequestProcessors(Parameters parameters) {
        return Map.of(
                DiversifyProcessor.TYPE,
                (factories, tag, description, ignoreFailure, config, context) ->
                        DiversifyProcessor.create(tag, description, ignoreFailure, config));
    }

    @Override
    public Map<String, Processor.Factory<SearchPhaseResultsProcessor>> getSearchPhaseResultsProcessors(
            Parameters parameters) {
        return Map.of(
                ChoiceProcessor.TYPE,
                (factories, tag, description, ignoreFailure, config, context) ->
                        ChoiceProcessor.create(breaker.get(), context));
    }

    /** The breaker that the coordinating node's choice over all shards is charged to. */
    @Override
    public BreakerSettings getCircuitBreaker(Settings settings) {
        long limit = MemorySizeValue.parseBytesSizeValueOrHeapRatio(BREAKER_LIMIT, ChoiceProcessor.TYPE)
                .getBytes();
        return BreakerSettings.updateFromSettings(new BreakerSettings(ChoiceProcessor.TYPE, limit, 1), settings);
    }

    @Override
    public void setCircuitBreaker(CircuitBreaker circuitBreaker) {
        breaker.set(circuitBreaker);
    }

    @Override
    public void onIndexModule(IndexModule indexModule) {
        indexModule.addSearchOperationListener(new DiversifyListener());
    }

    @Override
    public List<ActionFilter> getActionFilters() {
        // Bundles want the order that diversify makes, and see the response after it.
        return List.of(new BundleFilter(client::get, node, breaker::get), new DiversifyFilter(node));
    }

    @Override
    public List<ActionHandler<?, ?>> getActions() {
        return List.of(
                new ActionHandler<>(NodesReportAction.INSTANCE, TransportNodesReportAction.class),
                new ActionHandler<>(EmbedAction.INSTANCE, TransportEmbedAction.class),
                new ActionHandler<>(ResolveAction.INSTANCE, TransportResolveAction.class),
                new ActionHandler<>(PutModelAction.INSTANCE, TransportPutModelAction.class),
                new ActionHandler<>(PutChunkAction.INSTANCE, TransportPutChunkAction.class),
                new ActionHandler<>(DeleteModelAction.INSTANCE, TransportDeleteModelAction.class),
                new ActionHandler<>(StoreAction.INSTANCE, TransportStoreAction.class),
                new ActionHandler<>(SyncAction.INSTANCE, TransportSyncAction.class));
    }

    @Override
    public List<RestHandler> getRestHandlers(
            Settings settings,
            RestController restController,
            ClusterSettings clusterSettings,
            IndexScopedSettings indexScopedSettings,
            SettingsFilter settingsFilter,
            IndexNameExpressionResolver indexNameExpressionResolver,
            Supplier<DiscoveryNodes> nodesInCluster) {
        return List.of(
                new RestModelsAction(),
                new RestPutModelAction(),
                new RestPutChunkAction(),
                new RestDeleteModelAction(),
                new RestStatsAction(),
                new RestEmbedAction(),
                new RestBackfillAction(backfills::get));
    }
}
