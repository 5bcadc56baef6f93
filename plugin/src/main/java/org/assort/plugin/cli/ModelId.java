/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.cli;

import org.assort.model.ModelManifest;

/** Checks ids of models, which become a part of an address as they are. */
final class ModelId {

    private ModelId() {}

    /**
     * Returns the id.
     *
     * @throws IllegalArgumentException beginning with the source, where it is none
     */
    static String check(String source, String id) {
        if (ModelManifest.ID.matcher(id).matches()) {
            return id;
        }
        throw new IllegalArgumentException(source + " must match [" + ModelManifest.ID + "], got [" + id + "]");
    }
}
