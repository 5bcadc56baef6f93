/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assort.model.Cancellation;
import org.assort.model.EmbeddingException;
import org.assort.model.EmbeddingTimes;
import org.assort.model.Footprint;
import org.assort.model.ModelException;
import org.assort.model.ModelInfo;
import org.assort.model.ModelManifest;
import org.assort.model.Purpose;
import org.assort.model.TextEmbedder;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionListener;

/**
 * A model on this node's disk, whose session comes when it is asked for and goes when its memory is wanted for another; what its
 * manifest says of it is known all the time. Whoever embeds holds it from {@link #acquire} to {@link #release}: nothing that is
 * held goes. Safe for several threads.
 */
public final class OnDemandModel implements TextEmbedder {

    private final ModelMemory memory;
    private final Source source;
    private final Path folder;
    private final ModelManifest manifest;
    private final String fingerprint;
    private final Residence residence;

    /** Opens sessions. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns a session over the folder; the caller's thread is busy for as long as that takes.
         *
         * @param admission told what the session will take before it takes it; what it throws ends the load
         */
        TextEmbedder load(Path folder, Consumer<Footprint> admission) throws ModelException;
    }

    /**
     * A model that is not loaded yet.
     *
     * @param pinned whether it stays once it is loaded, until {@link #unpin}
     */
    OnDemandModel(ModelMemory memory, Source source, Path folder, ModelManifest manifest, boolean pinned) {
        this.memory = memory;
        this.source = source;
        this.folder = folder;
        this.manifest = manifest;
        this.fingerprint = manifest.fingerprint();
        this.residence = new Residence(pinned);
    }

    Residence residence() {
        return residence;
    }

    ModelManifest manifest() {
        return manifest;
    }

    TextEmbedder open(Consumer<Footprint> admission) throws ModelException {
        return source.load(folder, admission);
    }

    /**
     * Has it loaded and held, without holding the caller's thread.
     *
     * @param listener told when it is loaded, at once or on a thread of the generic pool; each success wants one {@link #release}
     */
    void acquire(ActionListener<Void> listener) {
        memory.acquire(this, listener);
    }

    /** Holds it where it is loaded; else has it loaded for those who come later, and throws why not now. */
    void acquireLoaded() {
        memory.acquireLoaded(this);
    }

    void release() {
        memory.release(this);
    }

    /** Lets it go when its memory is wanted, as others. */
    public void unpin() {
        memory.unpin(this);
    }

    /** Returns where it stands: cold, loading, warm or failed. */
    public ModelState state() {
        return memory.state(this);
    }

    /** Returns why it could not be loaded, or null. */
    @Nullable
    public String reason() {
        return memory.reason(this);
    }

    /** Returns the bytes of native memory that it is charged with now. */
    long charged() {
        return memory.charged(this);
    }

    /** Returns whether it was loaded at some time, so that {@link #info} says what that found. */
    boolean wasLoaded() {
        return memory.info(this) != null;
    }

    @Override
    public String modelId() {
        return manifest.id();
    }

    @Override
    public int dimension() {
        return manifest.dimension();
    }

    @Override
    public double cosineFloor() {
        return manifest.cosineFloor();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What was found when it was last loaded; before that, what the manifest says. */
    @Override
    public ModelInfo info() {
        ModelInfo found = memory.info(this);
        return found == null ? ModelInfo.unloaded(manifest) : found;
    }

    @Override
    public float[][] embed(List<String> texts, Purpose purpose, Cancellation cancellation, EmbeddingTimes times)
            throws EmbeddingException {
        return memory.session(this).embed(texts, purpose, cancellation, times);
    }

    @Override
    public void close() {
        memory.close(this);
    }
}
