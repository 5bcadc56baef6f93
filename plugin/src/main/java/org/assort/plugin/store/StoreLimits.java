/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.assort.model.ModelManifest;
import org.assort.plugin.AssortSettings;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;

/** How much the store takes, by the dynamic settings as they stand. */
final class StoreLimits {

    private volatile long maxBytes;
    private volatile int maxModels;
    private volatile int chunkBytes;

    StoreLimits(Settings settings, ClusterSettings dynamic) {
        this.maxBytes = AssortSettings.STORE_MAX_MODEL_SIZE.get(settings).getBytes();
        this.maxModels = AssortSettings.STORE_MAX_MODELS.get(settings);
        this.chunkBytes =
                Math.toIntExact(AssortSettings.STORE_CHUNK_SIZE.get(settings).getBytes());
        dynamic.addSettingsUpdateConsumer(AssortSettings.STORE_MAX_MODEL_SIZE, value -> maxBytes = value.getBytes());
        dynamic.addSettingsUpdateConsumer(AssortSettings.STORE_MAX_MODELS, value -> maxModels = value);
        dynamic.addSettingsUpdateConsumer(
                AssortSettings.STORE_CHUNK_SIZE, value -> chunkBytes = Math.toIntExact(value.getBytes()));
    }

    /** Returns the bytes of a chunk of an upload that begins now. */
    int chunkBytes() {
        return chunkBytes;
    }

    /** @throws IllegalArgumentException (400) where a model's files are too large together */
    void checkSize(ModelManifest manifest) {
        if (manifest.size() > maxBytes) {
            throw new IllegalArgumentException("the files of a model must have at most [" + maxBytes
                    + "] bytes together ([" + AssortSettings.STORE_MAX_MODEL_SIZE.getKey() + "]), got ["
                    + manifest.size() + "]");
        }
    }

    /** @throws IllegalArgumentException (400) where the store has as many models as it may */
    void checkCount(int models) {
        if (models >= maxModels) {
            throw new IllegalArgumentException("the store must have at most [" + maxModels + "] models (["
                    + AssortSettings.STORE_MAX_MODELS.getKey() + "]), got one more");
        }
    }
}
