/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bundles.orders;

import java.io.IOException;
import java.util.List;

/**
 * Items of a field of sorted numeric doc values that are whole numbers, written in decimal as terms; found by its points where
 * it has some of 4 or 8 bytes. Ordinals are given as values are met.
 */
@SuppressWarnings("DoNotCallSuggester") // to be written
public final class NumericItems {

    private NumericItems() {}

    /** Opens the field. */
    public static Items open(String field, List<OrderLeaf> leaves) throws IOException {
        throw new UnsupportedOperationException();
    }
}
