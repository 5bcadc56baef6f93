/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assort.model.Cancellation;
import org.assort.model.EmbeddingException;
import org.assort.model.ModelInfo;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;

/** Gives each text a vector of its length, once the gate is open. */
public final class GatedEmbedder implements TextEmbedder {

    /** A text that it cannot embed. */
    public static final String POISON = "poison";

    private final String fingerprint;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger embedded = new AtomicInteger();

    /** Creates one whose vectors nobody else's are. */
    public GatedEmbedder() {
        this("none");
    }

    /** Creates one with a fingerprint. */
    public GatedEmbedder(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** Opens the gate. */
    public void open() {
        gate.countDown();
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
    public float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation) throws EmbeddingException {
        begun.countDown();
        most.accumulateAndGet(texts.size(), Math::max);
        try {
            while (gate.await(1, TimeUnit.MILLISECONDS) == false) {
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
        return "gated";
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
        return new ModelInfo("none", false, 0, 8, 1, List.of(), List.of(), 0);
    }

    @Override
    public void close() {}
}
