/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.demo.quickstart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assort.demo.quickstart.ShopSearch.Hit;

/** When the vectors of an index's products are made, and where they are found. */
sealed interface ProductVectors permits VectorsAtIngest, VectorsAtSearch {

    /** Readies the node for the products of an index, before it is created by {@code body}, which may be changed. */
    void prepare(ObjectNode body) throws IOException;

    /** What there is to say when the products are loaded; empty for nothing. */
    String loaded() throws IOException;

    /** Says in a clause where the vectors are. */
    void nameIn(ObjectNode clause);

    /** The vectors of products by id, those that the node chooses by. */
    Map<String, float[]> of(List<Hit> hits) throws IOException;

    /** What the node has to embed when a query comes for the first time, in words for the user. */
    String embeddedAtFirst();
}
