/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.util.Locale;

/** Where a model stands on one node. */
public enum ModelState {
    /** In the store, and not yet begun with. */
    WAITING,
    /** On its way from the store to this node's disk. */
    FETCHING,
    /** Being read, verified and tried. */
    LOADING,
    /** Verified and on this node's disk; it is loaded when it is asked for. */
    COLD,
    /** Ready to embed. */
    WARM,
    /** Could not be loaded; the reason is kept beside the state. */
    FAILED;

    /** Returns the name that responses use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
