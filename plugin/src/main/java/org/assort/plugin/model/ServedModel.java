/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.assort.model.ModelInfo;
import org.assort.model.TextEmbedder;
import org.opensearch.common.Nullable;

/**
 * One model as this node has it.
 *
 * @param state where it stands
 * @param reason why it failed, or null
 * @param embedder there while it is warm
 * @param version of a stored model, or null
 * @param next the version of a stored model that may follow, or null
 */
public record ServedModel(
        ModelState state,
        @Nullable String reason,
        @Nullable TextEmbedder embedder,
        @Nullable VersionStatus version,
        @Nullable VersionStatus next) {

    static ServedModel loading() {
        return new ServedModel(ModelState.LOADING, null, null, null, null);
    }

    static ServedModel failed(String reason) {
        return new ServedModel(ModelState.FAILED, reason, null, null, null);
    }

    static ServedModel warm(TextEmbedder embedder) {
        return new ServedModel(ModelState.WARM, null, embedder, null, null);
    }

    ModelStatus status(String id) {
        return new ModelStatus(id, state, reason, embedder == null ? null : facts(embedder), version, next);
    }

    private static ModelStatus.Facts facts(TextEmbedder embedder) {
        ModelInfo info = embedder.info();
        return new ModelStatus.Facts(
                info.provider(),
                embedder.dimension(),
                info.maxLength(),
                info.bytesOnDisk(),
                info.quantised(),
                embedder.fingerprint(),
                info.loadMillis());
    }
}
