/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.assort.demo.node.Http;

/** What is done with the first 100 hits of one and the same query. */
public enum Variant {
    /** Nothing. */
    PLAIN {
        @Override
        void rescore(ObjectNode body, float[] vector) {}
    },

    /** What is built in: k-NN's cosine from a script. */
    BUILT_IN {
        @Override
        void rescore(ObjectNode body, float[] vector) {
            ObjectNode score =
                    window(body).putObject("query").putObject("rescore_query").putObject("script_score");
            score.putObject("query").putObject("match_all");
            ObjectNode parameters = score.putObject("script")
                    .put("lang", "knn")
                    .put("source", "knn_score")
                    .putObject("params");
            parameters.put("field", ShopIndex.VECTOR).put("space_type", "cosinesimil");
            parameters.set("query_value", Components.of(vector));
        }
    },

    MMR {
        @Override
        void rescore(ObjectNode body, float[] vector) {
            diversify(body, vector, "mmr", 0.2);
        }
    },

    /** At the λ that does about what 0.2 does in MMR. */
    DPP {
        @Override
        void rescore(ObjectNode body, float[] vector) {
            diversify(body, vector, "dpp", 0.05);
        }
    };

    /** Candidates. */
    public static final int WINDOW = 100;
    /** Hits shown. */
    public static final int PAGE = 10;

    abstract void rescore(ObjectNode body, float[] vector);

    /** The whole search. */
    public ObjectNode search(String query, float[] vector) {
        ObjectNode body = Http.JSON.createObjectNode().put("size", PAGE);
        body.putArray("_source").add("title").add("brand");
        body.putObject("query")
                .putObject("multi_match")
                .put("query", query)
                .putArray("fields")
                .add("title")
                .add("description");
        rescore(body, vector);
        return body;
    }

    /** As in the names of figures. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode window(ObjectNode body) {
        return body.putObject("rescore").put("window_size", WINDOW);
    }

    private static void diversify(ObjectNode body, float[] vector, String method, double diversity) {
        ObjectNode clause = window(body).putObject("diversify");
        clause.put("vector_field", ShopIndex.VECTOR).put("method", method).put("diversity", diversity);
        clause.set("query_vector", Components.of(vector));
    }
}
