/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.ModelException;
import org.assort.model.ModelLoader;
import org.assort.model.TextEmbedder;
import org.assort.plugin.model.ModelRegistry;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.Retirement;
import org.assort.plugin.model.ServedModel;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.threadpool.ThreadPool;

/**
 * Makes this node have what the catalogue says. One version is fetched or loaded at a time, on a thread of the generic pool; an
 * earlier version is served until the active one is warm. Safe for several threads, none of which waits here for a download.
 */
final class NodeVersions {

    private static final Logger logger = LogManager.getLogger(NodeVersions.class);

    private final ModelCache cache;
    private final ModelCache.Source chunks;
    private final ModelLoader loader;
    private final ModelRegistry registry;
    private final Retirement retirement;
    private final ThreadPool threadPool;

    private final SortedMap<Long, NodeVersion> held = new TreeMap<>();
    private final Map<String, NodeVersion> served = new TreeMap<>();
    private SortedMap<String, StoredModel> wanted = new TreeMap<>();
    private boolean cleaned;
    private boolean busy;
    private boolean stopped;

    NodeVersions(
            ModelCache cache,
            ModelCache.Source chunks,
            ModelLoader loader,
            ModelRegistry registry,
            Retirement retirement,
            ThreadPool threadPool) {
        this.cache = cache;
        this.chunks = chunks;
        this.loader = loader;
        this.registry = registry;
        this.retirement = retirement;
        this.threadPool = threadPool;
    }

    /** Takes what the store has now. */
    synchronized void apply(Catalogue catalogue) {
        if (stopped) {
            return;
        }
        SortedMap<String, StoredModel> models = new TreeMap<>(catalogue.models());
        // Of a first upload that is not complete there is nothing to serve, nor to prepare.
        models.values().removeIf(model -> model.active() == null);
        wanted = models;
        Set<Long> numbers = wantedNumbers();
        for (StoredModel model : models.values()) {
            hold(model.active());
            if (model.next() != null && model.next().complete()) {
                hold(model.next());
            }
        }
        if (cleaned == false) {
            // Once is enough: later, each version that goes is deleted then.
            cleaned = clean(numbers);
        }
        settle();
    }

    private Set<Long> wantedNumbers() {
        Set<Long> numbers = new HashSet<>();
        for (StoredModel model : wanted.values()) {
            numbers.add(model.active().number());
            if (model.next() != null && model.next().complete()) {
                numbers.add(model.next().number());
            }
        }
        return numbers;
    }

    private void hold(ModelVersion version) {
        held.computeIfAbsent(version.number(), number -> new NodeVersion(version));
    }

    private boolean clean(Set<Long> numbers) {
        try {
            cache.keepOnly(numbers);
            return true;
        } catch (IOException e) {
            logger.warn("old models could not be deleted from the disk", e);
            return false;
        }
    }

    /** Serves what can be served, lets go of what is not wanted, and begins what is to be done. */
    private void settle() {
        for (StoredModel model : wanted.values()) {
            NodeVersion active = held.get(model.active().number());
            if (active.state() == ModelState.WARM) {
                served.put(model.active().id(), active);
            }
        }
        served.keySet().retainAll(wanted.keySet());
        Set<Long> keep = wantedNumbers();
        served.values().forEach(version -> keep.add(version.version().number()));
        publish();
        held.values().removeIf(version -> {
            boolean goes = keep.contains(version.version().number()) == false && isWorkedOn(version) == false;
            if (goes) {
                letGo(version);
            }
            return goes;
        });
        work();
    }

    private static boolean isWorkedOn(NodeVersion version) {
        return version.state() == ModelState.FETCHING || version.state() == ModelState.LOADING;
    }

    private void publish() {
        Map<String, ServedModel> models = new TreeMap<>();
        wanted.forEach((id, model) -> {
            NodeVersion active = held.get(model.active().number());
            NodeVersion shown = served.getOrDefault(id, active);
            NodeVersion next = shown == active && model.next() != null
                    ? held.get(model.next().number())
                    : null;
            NodeVersion coming = shown == active ? next : active;
            models.put(
                    id,
                    new ServedModel(
                            shown.state(),
                            shown.reason(),
                            shown.embedder(),
                            shown.status(),
                            coming == null ? null : coming.status()));
        });
        registry.stored(models);
    }

    private void letGo(NodeVersion version) {
        if (version.embedder() != null) {
            retirement.retire(version.embedder());
        }
        try {
            cache.delete(version.version());
        } catch (IOException e) {
            logger.warn(
                    "version [{}] could not be deleted from the disk",
                    version.version().number(),
                    e);
            cleaned = false;
        }
    }

    private void work() {
        if (busy || stopped) {
            return;
        }
        long now = threadPool.relativeTimeInMillis();
        for (NodeVersion version : held.values()) {
            if (version.isDue(now)) {
                busy = true;
                version.is(ModelState.FETCHING);
                threadPool.generic().execute(() -> run(version));
                return;
            }
        }
    }

    // Errors too: a native library that does not fit must cost the node its model, not its life.
    private void run(NodeVersion version) {
        try {
            if (cache.has(version.version()) == false) {
                cache.fetch(version.version(), chunks, bytes -> fetched(version, bytes), () -> isWanted(version));
            }
            change(version, () -> version.is(ModelState.LOADING));
            TextEmbedder embedder = loader.load(cache.folder(version.version()));
            done(version, () -> version.warm(embedder));
        } catch (ModelException | LinkageError e) {
            logger.error(
                    "version [{}] of model [{}] cannot be loaded",
                    version.version().number(),
                    version.version().id(),
                    e);
            done(version, () -> version.broken(String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            logger.warn(
                    "version [{}] of model [{}] cannot be had",
                    version.version().number(),
                    version.version().id(),
                    e);
            done(version, () -> retryLater(version, e));
        }
    }

    private void fetched(NodeVersion version, long bytes) {
        version.fetched(bytes);
        change(version, () -> {});
    }

    private synchronized boolean isWanted(NodeVersion version) {
        return stopped == false && wantedNumbers().contains(version.version().number());
    }

    private void retryLater(NodeVersion version, Exception why) {
        long pause = version.failed(
                why.getMessage() == null ? why.toString() : why.getMessage(), threadPool.relativeTimeInMillis());
        threadPool.scheduleUnlessShuttingDown(
                TimeValue.timeValueMillis(pause + 1), ThreadPool.Names.GENERIC, this::retry);
    }

    private synchronized void retry() {
        work();
    }

    private synchronized void change(NodeVersion version, Runnable step) {
        step.run();
        if (stopped == false && held.containsKey(version.version().number())) {
            publish();
        }
    }

    private synchronized void done(NodeVersion version, Runnable end) {
        end.run();
        busy = false;
        if (stopped) {
            close(version);
        } else {
            settle();
        }
    }

    /** Closes all; nothing is loaded afterwards. */
    synchronized void stop() {
        stopped = true;
        registry.stored(Map.of());
        held.values().forEach(NodeVersions::close);
        held.clear();
        served.clear();
    }

    private static void close(NodeVersion version) {
        if (version.embedder() != null) {
            version.embedder().close();
        }
    }
}
