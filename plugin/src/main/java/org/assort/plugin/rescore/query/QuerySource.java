/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

/** Where the query's vector came from, or why the semantic signal has none. */
public enum QuerySource {
    /** The clause's {@code query_vector}. */
    QUERY_VECTOR("query_vector"),
    /** The clause's {@code query_text}. */
    QUERY_TEXT("query_text"),
    /** The text of the search's own query. */
    QUERY("query"),
    /** There is no vector: {@code relevance} gives it no weight. */
    NO_WEIGHT("[relevance.semantic] has no weight"),
    /** There is no vector: the query has no text, or more than one. */
    NO_TEXT("there is no [query_vector] and no [query_text], and the query holds no text, or several"),
    /** There is no vector: nothing can make one of the text. */
    NO_MODEL("there is no model to embed the text of the query"),
    /** There is no vector: it is not clear which model made the field's vectors. */
    SEVERAL_MODELS("there are several models, and [model] names none"),
    /** There is a vector of another dimension than the products'. */
    OTHER_DIMENSION("the model's vectors have another dimension than those of [vector_field]"),
    /** There is no vector: no node that was asked has the model that made the field's vectors. */
    NO_FIELD_MODEL("the model that made the vectors of [vector_field] is not there");

    private final String id;

    QuerySource(String id) {
        this.id = id;
    }

    /** Returns the name that a user sees, or for what is missing the reason. */
    public String id() {
        return id;
    }

    /** Returns whether there is a vector. */
    public boolean given() {
        return this == QUERY_VECTOR || this == QUERY_TEXT || this == QUERY;
    }
}
