/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.assort.model.ModelInfo;
import org.opensearch.common.Nullable;

/**
 * One model as this node has it.
 *
 * @param preparation how far it is on its way to being served; of one that is there {@link #state} says more
 * @param failure why that failed, or null
 * @param embedder there once it is loaded, or verified and can be
 * @param version of a stored model, or null
 * @param next the version of a stored model that may follow, or null
 */
public record ServedModel(
        ModelState preparation,
        @Nullable String failure,
        @Nullable OnDemandModel embedder,
        @Nullable VersionStatus version,
        @Nullable VersionStatus next) {

    static ServedModel loading() {
        return new ServedModel(ModelState.LOADING, null, null, null, null);
    }

    static ServedModel failed(String reason) {
        return new ServedModel(ModelState.FAILED, reason, null, null, null);
    }

    static ServedModel ready(OnDemandModel embedder) {
        return new ServedModel(embedder.state(), null, embedder, null, null);
    }

    /** Returns where it stands now. */
    ModelState state() {
        return embedder == null ? preparation : embedder.state();
    }

    ModelStatus status(String id) {
        if (embedder == null) {
            return new ModelStatus(id, preparation, failure, null, 0, version, next);
        }
        return new ModelStatus(
                id,
                embedder.state(),
                embedder.reason(),
                embedder.wasLoaded() ? facts(embedder) : null,
                embedder.charged(),
                version,
                next);
    }

    private static ModelStatus.Facts facts(OnDemandModel embedder) {
        ModelInfo info = embedder.info();
        return new ModelStatus.Facts(
                info.device().id(),
                info.device().whyNotCuda().orElse(null),
                info.device().provider(),
                embedder.dimension(),
                info.maxLength(),
                info.bytesOnDisk(),
                info.quantised(),
                embedder.fingerprint(),
                info.loadMillis());
    }
}
