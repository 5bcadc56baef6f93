/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.opensearch.common.Nullable;

/**
 * What an index knows of one of the shopper's products.
 *
 * @param codes {@code byte[d]} of its vector, or null where it has none; not to be changed
 * @param values those of each field that was asked for, each once, in order
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared by equals
public record FoundProduct(@Nullable byte[] codes, List<List<String>> values) {

    /**
     * Which of several documents stands for a product: one with a vector before one without, then by what they hold. Where
     * they lie has no say, so that it is the same one over any number of shards.
     */
    static final Comparator<FoundProduct> ORDER = Comparator.comparing(
                    FoundProduct::codes, Comparator.nullsLast(Arrays::compare))
            .thenComparing(product -> product.values().toString());
}
