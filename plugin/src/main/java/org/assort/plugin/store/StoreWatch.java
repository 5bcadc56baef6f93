/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.cluster.ClusterChangedEvent;
import org.opensearch.cluster.ClusterStateListener;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.lifecycle.AbstractLifecycleComponent;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.gateway.GatewayService;
import org.opensearch.threadpool.ThreadPool;

/**
 * Has this node look into the store: when it is told to, when the cluster's nodes or the store's shards have changed, and now
 * and then in any case, so that what was missed is found. One look at a time, in the generic pool.
 */
final class StoreWatch extends AbstractLifecycleComponent implements ClusterStateListener {

    private static final Logger logger = LogManager.getLogger(StoreWatch.class);

    /** After a look that failed, and while a version waits for nodes. */
    private static final TimeValue SOON = TimeValue.timeValueSeconds(1);

    private final ClusterService cluster;
    private final ThreadPool threadPool;
    private final TimeValue interval;
    private final Look look;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean ready;

    /** What is done with the store. */
    @FunctionalInterface
    interface Look {
        /** Returns whether to look again soon. */
        boolean take();
    }

    StoreWatch(ClusterService cluster, ThreadPool threadPool, TimeValue interval, Look look) {
        this.cluster = cluster;
        this.threadPool = threadPool;
        this.interval = interval;
        this.look = look;
    }

    @Override
    protected void doStart() {
        cluster.addListener(this);
        regularly();
    }

    private void regularly() {
        ask();
        threadPool.scheduleUnlessShuttingDown(interval, ThreadPool.Names.SAME, this::regularly);
    }

    @Override
    public void clusterChanged(ClusterChangedEvent event) {
        if (event.state().blocks().hasGlobalBlock(GatewayService.STATE_NOT_RECOVERED_BLOCK)) {
            return;
        }
        boolean first = ready == false;
        ready = true;
        if (first || event.nodesChanged() || event.indexRoutingTableChanged(StoreIndex.NAME)) {
            ask();
        }
    }

    /** Asks for a look, soon; what is asked for during a look has another follow. */
    void ask() {
        if (ready && lifecycle.started() && asked.getAndIncrement() == 0) {
            threadPool.generic().execute(this::run);
        }
    }

    private void run() {
        int answered;
        boolean soon;
        do {
            answered = asked.get();
            soon = takeLook();
        } while (asked.addAndGet(-answered) != 0);
        if (soon) {
            threadPool.scheduleUnlessShuttingDown(SOON, ThreadPool.Names.SAME, this::ask);
        }
    }

    private boolean takeLook() {
        if (lifecycle.started() == false) {
            return false;
        }
        try {
            return look.take();
        } catch (RuntimeException e) {
            // What the node has it goes on serving.
            logger.debug("the model store cannot be read", e);
            return true;
        }
    }

    @Override
    protected void doStop() {
        cluster.removeListener(this);
    }

    @Override
    protected void doClose() {}
}
