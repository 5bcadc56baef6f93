/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.concurrent.TimeUnit;
import org.assort.model.TextEmbedder;
import org.assort.plugin.AssortSettings;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;

/**
 * Whose texts are run together with those of other requests, and how long one waits for others. Safe for use by several threads.
 *
 * <p>On the CPU nobody's, unless a wait is set: it would save the millisecond or two that a run costs beside its texts, and a text
 * that is run alone has the same vector to the bit whoever else searches. A device takes many in the time of one.
 */
final class BatchWait {

    /** Short beside the time of a search, long beside that between two of them where a device is needed. */
    private static final long ON_A_DEVICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private volatile long setNanos;

    BatchWait(Settings settings, ClusterSettings dynamic) {
        setNanos = AssortSettings.EMBED_MAX_BATCH_WAIT.get(settings).nanos();
        dynamic.addSettingsUpdateConsumer(AssortSettings.EMBED_MAX_BATCH_WAIT, value -> setNanos = value.nanos());
    }

    /** Returns whether texts of several requests are run together. */
    boolean shares(TextEmbedder embedder) {
        return embedder.info().maxBatch() > 1 && (embedder.info().device().isCuda() || setNanos > 0);
    }

    /** Returns how long the first text of a batch waits for more, at most. */
    long nanos(TextEmbedder embedder) {
        if (setNanos >= 0) {
            return setNanos;
        }
        return embedder.info().device().isCuda() ? ON_A_DEVICE_NANOS : 0;
    }
}
