/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.assort.model.TextEmbedder;
import org.assort.plugin.model.ModelState;
import org.assort.plugin.model.VersionStatus;

/** One version on this node. Guarded by {@link NodeVersions}, but for {@link #fetched}, which the fetching thread tells. */
final class NodeVersion {

    private static final long FIRST_PAUSE_MILLIS = 5_000;
    private static final long LONGEST_PAUSE_MILLIS = 300_000;

    private final ModelVersion version;
    private ModelState state = ModelState.WAITING;
    private String reason;
    private TextEmbedder embedder;
    private int failures;
    private long retryAtMillis;
    private volatile long fetched;

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

    TextEmbedder embedder() {
        return embedder;
    }

    VersionStatus status() {
        return new VersionStatus(version.number(), state, reason, fetched);
    }

    void fetched(long bytes) {
        fetched = bytes;
    }

    void is(ModelState now) {
        state = now;
    }

    void warm(TextEmbedder loaded) {
        state = ModelState.WARM;
        reason = null;
        embedder = loaded;
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

    /** Failed for good: what was fetched is what was uploaded, and cannot be loaded. */
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
