/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assort.demo.node.Http;

/**
 * A search whose answer must not depend on how the shop is spread over shards: its first-pass scores are unique and
 * stored, or its window holds all that it finds and ties are ordered by a unique field.
 *
 * @param label tells it from others in messages
 * @param body of {@code _search}, with the clause
 */
public record ShopSearch(String label, ObjectNode body) {

    /** A query for products with a word in their title, scored by the unique rank. */
    static ObjectNode byRank(String text) {
        ObjectNode query = Http.JSON.createObjectNode();
        ObjectNode score = query.putObject("function_score");
        score.set("query", byWords(text));
        score.putObject("field_value_factor").put("field", ShopIndex.RANK);
        score.put("boost_mode", "replace");
        return query;
    }

    /** A query for products with a word in their title, scored by how many of the words there are: most are ties. */
    static ObjectNode byWords(String text) {
        ObjectNode query = Http.JSON.createObjectNode();
        query.putObject("match").put(ShopIndex.TITLE, text);
        return query;
    }

    /** What a shopper's query would be, with the defaults and one more clause of nothing but a vector field. */
    public static ShopSearch rated(String text) {
        ObjectNode body = body(byRank(text), 20);
        body.putObject("rescore")
                .put("window_size", 100)
                .putObject("diversify")
                .put("vector_field", ShopIndex.VECTOR)
                .put("query_text", text);
        return new ShopSearch("rated query [" + text + "]", body);
    }

    static ObjectNode body(ObjectNode query, int size) {
        ObjectNode body = Http.JSON.createObjectNode();
        body.set("query", query);
        return body.put("size", size)
                .put("_source", false)
                .put("track_total_hits", true)
                .put("explain", true);
    }

    /** The same search without the clause. */
    public ObjectNode plain() {
        ObjectNode plain = body.deepCopy();
        plain.remove("rescore");
        return plain;
    }

    /** The same search for other positions. */
    ObjectNode page(int from, int size) {
        return body.deepCopy().put("from", from).put("size", size).put("explain", false);
    }

    /** Whether the order is changed, and not only reported on. */
    boolean applies() {
        return body.at("/rescore/diversify/apply").asBoolean(true);
    }

    @Override
    public String toString() {
        return label + " " + body;
    }
}
