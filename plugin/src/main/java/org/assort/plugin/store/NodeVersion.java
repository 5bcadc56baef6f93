/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.OnDemandModel;
import org.assort.plugin.model.VersionStatus;

/** One version on this node. Guarded by {@link NodeVersions}. */
final class NodeVersion {

    private static final long FIRST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 300_000;

    private final ModelVersion version;
    private ModelState state = ModelState.WAITING;
    private String reason;
    private OnDemandModel embedder;
    private int failures;
    private long retryAtMillis;
    private long fetched;

    NodeVersion(ModelVersion version) {
        this.version = version;
    }

    ModelVersion version() {
        return version;
    }

    ModelState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    OnDemandModel embedder() {
        return embedder;
    }

    VersionStatus status() {
        return new VersionStatus(version.number(), embedder == null ? state : embedder.state(), reason, fetched);
    }

    void fetched(long bytes) {
        fetched = bytes;
    }

    void is(ModelState now) {
        state = now;
    }

    /** It can be served; whether it is loaded at the moment it says itself. */
    void ready(OnDemandModel model) {
        state = ModelState.WARM;
        reason = null;
        embedder = model;
    }

    /** Returns whether it could not be loaded when it was last asked for, and is not being loaded now. */
    boolean couldNotBeLoaded() {
        if (embedder == null) {
            return false;
        }
        // In this order: the reason of one that is loaded between the two is gone.
        ModelState now = embedder.state();
        return (now == ModelState.COLD || now == ModelState.FAILED) && embedder.reason() != null;
    }

    /** Takes what was to be served away, as it cannot be loaded; it is to be {@link #failed} then. */
    OnDemandModel takeAway() {
        OnDemandModel gone = embedder;
        embedder = null;
        return gone;
    }

    /** It is loaded, so that what failed before is over. */
    void recovered() {
        failures = 0;
    }

    /** Returns in how many milliseconds to try again. */
    long failed(String why, long nowMillis) {
        state = ModelState.FAILED;
        reason = why;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        failures++;
        retryAtMillis = nowMillis + pause;
        return pause;
    }

    /** Failed for good: what was fetched is what was uploaded, and no other time will load it. */
    void broken(String why) {
        state = ModelState.FAILED;
        reason = why;
        retryAtMillis = Long.MAX_VALUE;
    }

    /** Returns whether it is to be fetched or loaded now. */
    boolean isDue(long nowMillis) {
        return state == ModelState.WAITING || (state == ModelState.FAILED && nowMillis >= retryAtMillis);
    }
}
