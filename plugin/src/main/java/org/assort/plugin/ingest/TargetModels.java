/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.Optional;

/** Tells whose vectors a field is for. */
@FunctionalInterface
public interface TargetModels {

    /**
     * Returns the model of a field.
     *
     * @param index name of an index, an alias or a data stream
     * @return nothing where no mapping says, or there is no such index yet
     */
    Optional<String> of(String index, String field);
}
