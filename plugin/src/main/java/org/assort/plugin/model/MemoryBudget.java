/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.Footprint;
import org.assort.model.MemoryEstimate;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;

/** What each model is charged with, and which go for others. Guarded by {@link ModelMemory}. Each step is O(models). */
final class MemoryBudget {

    private static final Logger logger = LogManager.getLogger(MemoryBudget.class);

    private final Set<OnDemandModel> known = new HashSet<>();
    private final Set<OnDemandModel> charged = new HashSet<>();
    private final IntSupplier threads;
    private long limit;
    private long idleMillis;
    private long sum;
    private long tripped;

    /**
     * @param limit bytes of all models together
     * @param idleMillis for how long nobody must have used a model that goes for another
     * @param threads how many may run a model at the same time
     */
    MemoryBudget(long limit, long idleMillis, IntSupplier threads) {
        this.limit = limit;
        this.idleMillis = idleMillis;
        this.threads = threads;
    }

    void limit(long bytes) {
        limit = bytes;
    }

    void idle(long millis) {
        idleMillis = millis;
    }

    MemoryStats stats() {
        return new MemoryStats(limit, sum, tripped);
    }

    boolean isOver() {
        return sum > limit;
    }

    /** Knows a model, loaded or not, until it is told to {@link #forget}. */
    void add(OnDemandModel model) {
        known.add(model);
    }

    void forget(OnDemandModel model) {
        known.remove(model);
    }

    /**
     * Charges a model with what it needs to be loaded, as far as that is known by now.
     *
     * @return the sessions that went for it, to be closed by the caller before
     * @throws OpenSearchRejectedExecutionException (429) where too few may go; none has gone then
     */
    List<TextEmbedder> reserve(OnDemandModel model, long nowMillis) {
        long bytes = needed(model);
        long more = bytes - model.residence().charged;
        if (more <= 0) {
            return List.of();
        }
        long after = plus(sum, plus(more, kept(model)));
        long wanted = after == Long.MAX_VALUE ? after : after - limit;
        List<OnDemandModel> victims = victims(model, wanted, nowMillis);
        long freed =
                victims.stream().mapToLong(victim -> victim.residence().charged).sum();
        if (freed < wanted) {
            tripped++;
            throw new OpenSearchRejectedExecutionException(refusal(model, bytes));
        }
        List<TextEmbedder> evicted = victims.stream().map(this::evict).toList();
        charge(model, bytes);
        return evicted;
    }

    private long needed(OnDemandModel model) {
        Footprint found = model.residence().footprint;
        long loading = MemoryEstimate.whileLoading(model.manifest());
        return found == null ? loading : Math.max(loading, found.with(threads.getAsInt()));
    }

    /** What a version that is only being prepared has to leave to the one that is served, should that not be loaded. */
    private long kept(OnDemandModel model) {
        return served(model)
                .filter(other -> other.residence().charged == 0)
                .mapToLong(this::needed)
                .reduce(0, MemoryBudget::plus);
    }

    /** Returns the versions of the model that are served while this one is prepared. */
    private Stream<OnDemandModel> served(OnDemandModel model) {
        return known.stream()
                .filter(other -> isServed(other, model) && other.residence().failure() == null);
    }

    private static boolean isServed(OnDemandModel other, OnDemandModel prepared) {
        return prepared.residence().pinned
                && other.residence().pinned == false
                && other.modelId().equals(prepared.modelId());
    }

    /** Lets models go until the rest is within the limit, as far as they may go. Returns their sessions, to be closed. */
    List<TextEmbedder> trim(long nowMillis) {
        return victims(null, sum - limit, nowMillis).stream().map(this::evict).toList();
    }

    /** Charges a model with what it takes now that it is loaded. */
    void chargeLoaded(OnDemandModel model) {
        charge(model, model.residence().footprint.with(threads.getAsInt()));
    }

    /** Charges a model with nothing, as it is not loaded any more. */
    void discharge(OnDemandModel model) {
        charge(model, 0);
    }

    private void charge(OnDemandModel model, long bytes) {
        Residence residence = model.residence();
        sum += bytes - residence.charged;
        residence.charged = bytes;
        if (bytes == 0) {
            charged.remove(model);
        } else {
            charged.add(model);
        }
    }

    private TextEmbedder evict(OnDemandModel model) {
        logger.info("model [{}] gives its memory back, it is loaded again when it is asked for", model.modelId());
        discharge(model);
        return model.residence().evict();
    }

    /**
     * Returns those that go for so many bytes, the one that was used longest ago first; all that may, if they are too few.
     *
     * @param newcomer for whom they go, or null
     */
    private List<OnDemandModel> victims(OnDemandModel newcomer, long wanted, long nowMillis) {
        List<OnDemandModel> idle = charged.stream()
                .filter(model -> model.residence().isEvictable(nowMillis, idleMillis))
                .filter(model -> newcomer == null || isServed(model, newcomer) == false)
                .sorted(Comparator.comparingLong(model -> model.residence().usedMillis))
                .toList();
        List<OnDemandModel> victims = new ArrayList<>();
        long left = wanted;
        for (OnDemandModel model : idle) {
            if (left > 0) {
                victims.add(model);
                left -= model.residence().charged;
            }
        }
        return victims;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private String refusal(OnDemandModel model, long bytes) {
        List<String> others = charged.stream()
                .filter(other -> other.equals(model) == false)
                .sorted(Comparator.comparing(OnDemandModel::modelId))
                .map(other -> "[" + other.modelId() + "] with [" + new ByteSizeValue(other.residence().charged) + "]")
                .toList();
        return "model [" + model.modelId() + "] needs [" + new ByteSizeValue(bytes)
                + "] of native memory to be loaded; models of this node may have [" + new ByteSizeValue(limit)
                + "] together ([" + AssortSettings.MODEL_MEMORY.getKey() + "]), and "
                + (others.isEmpty() ? "none is" : String.join(", ", others) + (others.size() == 1 ? " is" : " are"))
                + " loaded; a model makes room once nobody has used it for ["
                + TimeValue.timeValueMillis(idleMillis) + "] ([" + AssortSettings.MODEL_IDLE_TIME.getKey() + "])"
                + keeping(model);
    }

    private String keeping(OnDemandModel model) {
        String served = served(model)
                .mapToLong(other -> other.residence().charged == 0 ? needed(other) : other.residence().charged)
                .mapToObj(bytes -> "[" + new ByteSizeValue(bytes) + "]")
                .collect(Collectors.joining(" and "));
        return served.isEmpty() ? "" : ", but the version that is served keeps its " + served;
    }
}
