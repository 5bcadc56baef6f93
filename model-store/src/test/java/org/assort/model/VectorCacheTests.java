/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;

public final class VectorCacheTests extends RandomizedTest {
    @Test
    @Repeat(iterations = 5)
    public void theBoundInBytesHoldsAndWhatIsFoundIsRight() {
        long maxBytes = randomIntBetween(1_000, 200_000);
        VectorCache cache = new VectorCache(maxBytes);
        Map<Object, float[]> put = new HashMap<>();
        long lookups = 0;
        for (int i = 0; i < 3000; i++) {
            TextKey key = new TextKey("f", Purpose.QUERY, "text " + randomIntBetween(0, 500));
            if (randomBoolean()) {
                float[] vector = new float[rarely() ? 60_000 : randomIntBetween(0, 400)];
                cache.put(key, key.bytes(), vector);
                put.put(key, vector);
                long floor = cache.entries() * VectorCache.ENTRY_OVERHEAD;
                assertTrue(cache.bytes() <= maxBytes && cache.bytes() >= floor);
            } else {
                float[] found = cache.get(key);
                lookups++;
                if (found != null) {
                    assertSame(put.get(key), found);
                }
            }
        }
        assertEquals(lookups, cache.hits() + cache.misses());
        cache.invalidateAll();
        assertEquals(0, cache.bytes());
        assertEquals(0, cache.entries());
    }

    @Test
    public void whatFitsIsKeptAndCounted() {
        VectorCache cache = new VectorCache(1 << 20);
        float[] vector = {1, 2, 3};
        cache.put("k", 10, vector);
        assertSame(vector, cache.get("k"));
        assertNull(cache.get("other"));
        assertEquals(1, cache.hits());
        assertEquals(1, cache.misses());
        assertEquals(1, cache.entries());
        assertEquals(10 + 3 * 4 + VectorCache.ENTRY_OVERHEAD, cache.bytes());
    }

    @Test
    public void keysDifferByModelAndPurpose() {
        VectorCache cache = new VectorCache(1 << 20);
        TextKey key = new TextKey("f", Purpose.QUERY, "t");
        cache.put(key, key.bytes(), new float[1]);
        assertNull(cache.get(new TextKey("g", Purpose.QUERY, "t")));
        assertNull(cache.get(new TextKey("f", Purpose.PASSAGE, "t")));
        assertNotNull(cache.get(new TextKey("f", Purpose.QUERY, "t")));
    }

    @Test
    public void aModelsVectorsGoTogether() {
        VectorCache cache = new VectorCache(1 << 20);
        for (int i = 0; i < 100; i++) {
            TextKey key = new TextKey(i % 2 == 0 ? "old" : "new", Purpose.PASSAGE, "t" + i);
            cache.put(key, key.bytes(), new float[8]);
        }
        cache.invalidateIf(
                key -> key instanceof TextKey text && text.fingerprint().equals("old"));
        assertEquals(50, cache.entries());
        assertNull(cache.get(new TextKey("old", Purpose.PASSAGE, "t0")));
        assertNotNull(cache.get(new TextKey("new", Purpose.PASSAGE, "t1")));
    }

    @Test
    public void noBytesKeepNothing() {
        VectorCache cache = new VectorCache(0);
        cache.put("k", 0, new float[0]);
        assertNull(cache.get("k"));
        assertEquals(0, cache.entries());
        assertEquals(1, cache.misses());
        assertThrows(IllegalArgumentException.class, () -> new VectorCache(-1));
    }
}
