/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import org.opensearch.common.Nullable;

/** What a node answers to who needs a model: what was wanted, or why it has not got it. */
public interface ModelAnswer {

    /** Returns why this is not what was wanted, or null where it is. */
    @Nullable
    Absence absence();
}
