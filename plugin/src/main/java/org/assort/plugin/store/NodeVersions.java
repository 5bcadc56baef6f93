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
final class NodeVersions implements Preparation.Owner {

    private static final Logger logger = LogManager.getLogger(NodeVersions.class);

    private final ModelCache cache;
    private final Preparation preparation;
    private final ModelRegistry registry;
    private final Retirement retirement;
    private final ThreadPool threadPool;

    private final SortedMap<Long, NodeVersion> held = new TreeMap<>();
    private final Map<String, NodeVersion> served = new TreeMap<>();

    /** Versions that are let go, whose files stay for those who were given them. */
    private final Set<Long> leaving = new HashSet<>();

    private SortedMap<String, StoredModel> wanted = new TreeMap<>();
    private boolean cleaned;
    private boolean busy;
    private boolean stopped;

    NodeVersions(
            ModelCache cache,
            Preparation preparation,
            ModelRegistry registry,
            Retirement retirement,
            ThreadPool threadPool) {
        this.cache = cache;
        this.preparation = preparation;
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
        for (StoredModel model : models.values()) {
            hold(model.active());
            if (model.next() != null && model.next().complete()) {
                hold(model.next());
            }
        }
        if (cleaned == false && busy == false) {
            // Once is enough, unless it fails: later, each version that goes is deleted then.
            cleaned = clean();
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

    // Not while a version is fetched, whose beginnings lie among the rest.
    private boolean clean() {
        Set<Long> numbers = new HashSet<>(held.keySet());
        numbers.addAll(leaving);
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
        Set<Long> wantedNumbers = wantedNumbers();
        wantedNumbers.forEach(number -> inspect(held.get(number)));
        served.values().removeIf(version -> version.embedder() == null);
        for (StoredModel model : wanted.values()) {
            NodeVersion active = held.get(model.active().number());
            if (active.embedder() != null) {
                active.embedder().unpin();
                served.put(model.active().id(), active);
            }
        }
        served.keySet().retainAll(wanted.keySet());
        Set<Long> keep = new HashSet<>(wantedNumbers);
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

    // What cannot be loaded any more may be damaged on the disk: it goes the way of a version that is not there yet.
    private void inspect(NodeVersion version) {
        if (version.couldNotBeLoaded()) {
            String why = version.embedder().reason();
            retirement.retire(version.takeAway());
            tryAgainLater(version, why);
        } else if (version.embedder() != null && version.embedder().state() == ModelState.WARM) {
            version.recovered();
        }
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

    // Whoever was given it may yet have it loaded, for which it needs its files.
    private void letGo(NodeVersion version) {
        if (version.embedder() == null) {
            delete(version.version());
        } else {
            leaving.add(version.version().number());
            retirement.retire(version.embedder(), () -> gone(version.version()));
        }
    }

    private synchronized void gone(ModelVersion version) {
        leaving.remove(version.number());
        if (stopped == false) {
            delete(version);
        }
    }

    private void delete(ModelVersion version) {
        try {
            cache.delete(version);
        } catch (IOException e) {
            logger.warn("version [{}] could not be deleted from the disk", version.number(), e);
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
                threadPool.generic().execute(() -> preparation.run(version, this));
                return;
            }
        }
    }

    @Override
    public synchronized boolean isWanted(NodeVersion version) {
        return stopped == false && wantedNumbers().contains(version.version().number());
    }

    @Override
    public synchronized boolean isActive(NodeVersion version) {
        StoredModel model = wanted.get(version.version().id());
        return model != null && model.active().number() == version.version().number();
    }

    @Override
    public synchronized void failed(NodeVersion version, String why) {
        done(version, () -> tryAgainLater(version, why));
    }

    private void tryAgainLater(NodeVersion version, String why) {
        long pause = version.failed(why, threadPool.relativeTimeInMillis());
        threadPool.scheduleUnlessShuttingDown(
                TimeValue.timeValueMillis(pause + 1), ThreadPool.Names.GENERIC, this::retry);
    }

    private synchronized void retry() {
        work();
    }

    @Override
    public synchronized void change(NodeVersion version, Runnable step) {
        step.run();
        if (stopped == false && held.containsKey(version.version().number())) {
            publish();
        }
    }

    @Override
    public synchronized void done(NodeVersion version, Runnable end) {
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
