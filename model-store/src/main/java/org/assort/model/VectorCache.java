/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * Vectors by key, bounded in bytes of heap. Safe for use by many threads at once. The arrays are shared with the
 * callers: nobody may change one.
 */
public final class VectorCache {
    /** Node, table slot, entry and array headers, rounded up. */
    static final int ENTRY_OVERHEAD = 160;

    private final Cache<Object, Sized> cache;
    private final boolean off;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * An empty cache.
     *
     * @param maxBytes at least 0; 0 keeps nothing
     */
    public VectorCache(long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("[maxBytes] must be at least 0, got [" + maxBytes + "]");
        }
        this.off = maxBytes == 0;
        // Maintenance runs on the caller's thread: a node's plugin must not put work on the common pool, and the
        // bound then holds when put returns.
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Object key, Sized sized) -> sized.bytes)
                .executor(Runnable::run)
                .build();
    }

    /** The vector, not to be changed, or null. */
    public float[] get(Object key) {
        Sized sized = off ? null : cache.getIfPresent(key);
        (sized == null ? misses : hits).increment();
        return sized == null ? null : sized.vector;
    }

    /**
     * Adds or replaces; what was used least goes when the bound is reached.
     *
     * @param keyBytes what the key takes on the heap
     * @param vector handed over: not to be changed afterwards
     */
    public void put(Object key, int keyBytes, float[] vector) {
        Objects.requireNonNull(vector, "vector");
        if (keyBytes < 0) {
            throw new IllegalArgumentException("[keyBytes] must be at least 0, got [" + keyBytes + "]");
        }
        if (off) {
            return;
        }
        long bytes = (long) keyBytes + (long) vector.length * Float.BYTES + ENTRY_OVERHEAD;
        cache.put(key, new Sized(vector, (int) Math.min(Integer.MAX_VALUE, bytes)));
    }

    /** What the entries weigh, once pending evictions are done; never above the bound. */
    public long bytes() {
        cache.cleanUp();
        return cache.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .orElseThrow()
                .orElse(0);
    }

    public long entries() {
        cache.cleanUp();
        return cache.estimatedSize();
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }

    public void invalidateAll() {
        cache.invalidateAll();
    }

    /** Linear in the number of entries. */
    public void invalidateIf(Predicate<Object> dead) {
        cache.asMap().keySet().removeIf(dead);
    }

    private static final class Sized {
        private final float[] vector;
        private final int bytes;

        Sized(float[] vector, int bytes) {
            this.vector = vector;
            this.bytes = bytes;
        }
    }
}
