/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.model.Cancellation;
import org.assort.model.Device;
import org.assort.model.EmbeddingException;
import org.assort.model.EmbeddingTimes;
import org.assort.model.Footprint;
import org.assort.model.ModelInfo;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;

/** Gives each text a vector of its length, once the gate is open. */
public class GatedEmbedder implements TextEmbedder {

    /** A text that it cannot embed. */
    public static final String POISON = "poison";

    /** What a text is said to take to be tokenised. */
    static final long TOKENISE_NANOS = 3_000_000;

    /** What a text is said to take to be run. */
    static final long RUN_NANOS = 70_000_000;

    private final String id;
    private final String fingerprint;
    private final int maxBatch;
    private final Map<Purpose, CountDownLatch> gates = new EnumMap<>(Purpose.class);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger embedded = new AtomicInteger();

    /** Creates one whose vectors nobody else's are. */
    public GatedEmbedder() {
        this("none");
    }

    /** Creates one with a fingerprint. */
    public GatedEmbedder(String fingerprint) {
        this("gated", fingerprint);
    }

    /** Creates one with a name and a fingerprint. */
    GatedEmbedder(String id, String fingerprint) {
        this(id, fingerprint, 1);
    }

    /** Creates one that takes some texts in one run. */
    GatedEmbedder(int maxBatch) {
        this("gated", "none", maxBatch);
    }

    private GatedEmbedder(String id, String fingerprint, int maxBatch) {
        this.id = id;
        this.fingerprint = fingerprint;
        this.maxBatch = maxBatch;
        for (Purpose purpose : Purpose.values()) {
            gates.put(purpose, new CountDownLatch(1));
        }
    }

    /** Opens the gate. */
    public void open() {
        gates.values().forEach(CountDownLatch::countDown);
    }

    /** Opens it for texts of one purpose. */
    void open(Purpose purpose) {
        gates.get(purpose).countDown();
    }

    /** Returns true once the first texts have come. */
    public boolean begun() throws InterruptedException {
        return begun.await(1, TimeUnit.MINUTES);
    }

    /** Returns the most texts that came at once. */
    public int most() {
        return most.get();
    }

    /** Returns how many texts were embedded. */
    public int embedded() {
        return embedded.get();
    }

    @Override
    public float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException {
        times.tokenised(TOKENISE_NANOS * texts.size());
        times.ran(RUN_NANOS * texts.size());
        begun.countDown();
        most.accumulateAndGet(texts.size(), Math::max);
        try {
            while (gates.get(purpose).await(1, TimeUnit.MILLISECONDS) == false) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            throw new EmbeddingException("interrupted", e);
        }
        cancellation.check();
        if (texts.contains(POISON)) {
            throw new EmbeddingException("a text is poison");
        }
        embedded.addAndGet(texts.size());
        return texts.stream().map(text -> new float[] {text.length()}).toArray(float[][]::new);
    }

    @Override
    public String modelId() {
        return id;
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public double cosineFloor() {
        return 0;
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public ModelInfo info() {
        return new ModelInfo(Device.cpu(), false, 0, Footprint.NONE, 8, maxBatch, List.of(), List.of(), 0);
    }

    @Override
    public void close() {}
}
