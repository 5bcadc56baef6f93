/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.opensearch.common.Nullable;

/** What a node answers to who needs a model: what was wanted, or why it has not got it. */
public interface ModelAnswer {

    /** Returns whether the node had the model, so that this is what was wanted. */
    boolean isThere();

    /** Returns why a node that has the model, or may have it, cannot embed by it yet, or null. */
    @Nullable
    String notYet();
}
