/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.deny;

import java.util.stream.Stream;
import org.opensearch.OpenSearchSecurityException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.IndicesRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.ActionFilter;
import org.opensearch.action.support.ActionFilterChain;
import org.opensearch.action.support.ActionRequestMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.tasks.Task;

/** Denies private indices to whatever reads, whoever started it. The first of all filters. */
final class DenyFilter implements ActionFilter {

    private static final String READS = "indices:data/read/";

    private final ThreadContext threadContext;
    private final ClusterService clusterService;
    private final IndexNameExpressionResolver resolver;

    DenyFilter(ThreadContext threadContext, ClusterService clusterService, IndexNameExpressionResolver resolver) {
        this.threadContext = threadContext;
        this.clusterService = clusterService;
        this.resolver = resolver;
    }

    @Override
    public int order() {
        return Integer.MIN_VALUE;
    }

    @Override
    public <Q extends ActionRequest, R extends ActionResponse> void apply(
            Task task,
            String action,
            Q request,
            ActionRequestMetadata<Q, R> metadata,
            ActionListener<R> listener,
            ActionFilterChain<Q, R> chain) {
        String user = Rules.user(threadContext);
        if (action.startsWith(READS) && Rules.seesAll(user) == false) {
            if (request instanceof SearchRequest search) {
                // Kept by index and request, for whoever asks next.
                search.requestCache(false);
            }
            if (request instanceof IndicesRequest indices && isPointInTime(request) == false) {
                narrow(indices, action, user);
            }
        }
        chain.proceed(task, action, request, listener);
    }

    /** A point in time names no index; whether it may be had was asked when it was opened. */
    private static boolean isPointInTime(ActionRequest request) {
        return request instanceof SearchRequest search && search.pointInTimeBuilder() != null;
    }

    private void narrow(IndicesRequest request, String action, String user) {
        String[] asked = resolver.concreteIndexNames(clusterService.state(), request);
        String[] left = Stream.of(asked).filter(Rules::isPublic).toArray(String[]::new);
        if (left.length == asked.length) {
            return;
        }
        if (left.length > 0 && request instanceof IndicesRequest.Replaceable several) {
            several.indices(left);
            return;
        }
        throw new OpenSearchSecurityException("no permissions for [{}], user [{}]", RestStatus.FORBIDDEN, action, user);
    }
}
