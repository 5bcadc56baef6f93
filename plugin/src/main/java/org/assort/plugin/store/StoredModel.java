/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import org.opensearch.common.Nullable;

/**
 * What the store has of one model; at least one of the two.
 *
 * @param active the version that nodes serve
 * @param next the version that is being uploaded, or waits until all nodes have it warm
 */
record StoredModel(@Nullable ModelVersion active, @Nullable ModelVersion next) {

    StoredModel {
        if (active == null && next == null) {
            throw new IllegalArgumentException("a stored model has a version");
        }
    }

    /** Returns whether nodes serve that version. */
    boolean serves(ModelVersion version) {
        return active != null && active.number() == version.number();
    }

    StoredModel withNext(ModelVersion version) {
        return new StoredModel(active, version);
    }
}
