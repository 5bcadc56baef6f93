/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.assort.model.TextEmbedder;
import org.assort.model.VectorCache;
import org.opensearch.common.Nullable;

/** The node's cache of vectors, which counts for each model what was found in it. Safe for use by several threads. */
public final class CountedCache {

    private final VectorCache cache;
    // By the model's name, over its versions: as many as the node has ever had.
    private final Map<String, Lookups> lookups = new ConcurrentHashMap<>();

    private static final class Lookups {
        private final LongAdder hits = new LongAdder();
        private final LongAdder misses = new LongAdder();
    }

    CountedCache(VectorCache cache) {
        this.cache = cache;
    }

    /** Returns the vector that a model made, not to be changed, or null. */
    @Nullable
    public float[] get(TextEmbedder embedder, Object key) {
        float[] vector = cache.get(key);
        Lookups counted = lookups.computeIfAbsent(embedder.modelId(), id -> new Lookups());
        (vector == null ? counted.misses : counted.hits).increment();
        return vector;
    }

    /** Keeps a vector, as {@link VectorCache#put} does. */
    public void put(Object key, int keyBytes, float[] vector) {
        cache.put(key, keyBytes, vector);
    }

    /** Returns what all of it holds and has done. */
    CacheStats stats() {
        return new CacheStats(cache.bytes(), cache.entries(), cache.hits(), cache.misses());
    }

    /** Returns what was found for the model of that name, and what was not. */
    LookupStats stats(String model) {
        Lookups counted = lookups.get(model);
        return counted == null ? new LookupStats(0, 0) : new LookupStats(counted.hits.sum(), counted.misses.sum());
    }
}
