/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.util.SetOnce;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.index.IndexModule;
import org.opensearch.index.cache.query.DisabledQueryCache;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.rest.RestHeaderDefinition;
import org.opensearch.script.ScriptService;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** Puts the filter before the actions and the wrapper around the readers. */
public final class DenyPlugin extends Plugin implements ActionPlugin {

    private final SetOnce<ThreadContext> threadContext = new SetOnce<>();
    private final SetOnce<DenyFilter> filter = new SetOnce<>();

    /** Called by the node. */
    public DenyPlugin() {}

    @Override
    public Collection<RestHeaderDefinition> getRestHeaders() {
        return List.of(new RestHeaderDefinition(Rules.USER_HEADER, false));
    }

    @Override
    public Collection<Object> createComponents(
            Client client,
            ClusterService clusterService,
            ThreadPool threadPool,
            ResourceWatcherService resourceWatcherService,
            ScriptService scriptService,
            NamedXContentRegistry xContentRegistry,
            Environment environment,
            NodeEnvironment nodeEnvironment,
            NamedWriteableRegistry namedWriteableRegistry,
            IndexNameExpressionResolver resolver,
            Supplier<RepositoriesService> repositoriesServiceSupplier) {
        threadContext.set(threadPool.getThreadContext());
        filter.set(new DenyFilter(threadPool.getThreadContext(), clusterService, resolver));
        return List.of();
    }

    @Override
    public List<ActionFilter> getActionFilters() {
        return List.of(filter.get());
    }

    @Override
    public void onIndexModule(IndexModule indexModule) {
        indexModule.setReaderWrapper(index -> this::visibleTo);
        // It keeps which documents of a segment match, hidden fields included, for whoever asks next.
        indexModule.forceQueryCacheProvider((settings, cache) -> new DisabledQueryCache(settings));
    }

    private DirectoryReader visibleTo(DirectoryReader reader) throws IOException {
        return Rules.seesAll(Rules.user(threadContext.get())) ? reader : new VisibleReader(reader);
    }
}
