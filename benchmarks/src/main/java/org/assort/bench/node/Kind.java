/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.bench.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.assort.bench.shop.Components;
import org.assort.bench.shop.ShopIndex;

/** What is done with the nearest products. */
enum Kind {
    /** Nothing. */
    PLAIN {
        @Override
        void add(ObjectNode body, int window, float[] vector) {}
    },

    /** Ours, over the vectors that k-NN keeps. */
    DIVERSIFY {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            diversify(body, window, ShopIndex.VECTOR, vector, "mmr", DIVERSITY);
        }
    },

    /** Ours, over a {@code product_vector} field of floats. */
    DIVERSIFY_FLOAT32 {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            diversify(body, window, NodeIndex.FLOAT32, vector, "mmr", DIVERSITY);
        }
    },

    /** Ours, over a {@code product_vector} field of bytes. */
    DIVERSIFY_INT8 {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            diversify(body, window, NodeIndex.INT8, vector, "mmr", DIVERSITY);
        }
    },

    /** Ours, over vectors of texts that the node embeds, or has embedded before. */
    DIVERSIFY_TEXT {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            ObjectNode clause = diversify(body, window, vector, "mmr", DIVERSITY);
            clause.putArray("text_fields").add("title").add("description");
        }
    },

    /** Ours by the other method, over the vectors that k-NN keeps, at the λ that does about what 0.2 does in MMR. */
    DIVERSIFY_DPP {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            diversify(body, window, ShopIndex.VECTOR, vector, "dpp", 0.05);
        }
    },

    /** What is built in, which does not diversify: k-NN's cosine from a script. */
    RESCORE {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            ObjectNode score = rescore(body, window)
                    .putObject("query")
                    .putObject("rescore_query")
                    .putObject("script_score");
            score.putObject("query").putObject("match_all");
            score.putObject("script")
                    .put("lang", "knn")
                    .put("source", "knn_score")
                    .putObject("params")
                    .put("field", ShopIndex.VECTOR)
                    .put("space_type", "cosinesimil")
                    .set("query_value", Components.of(vector));
        }
    },

    /** k-NN's own MMR, at its default λ. */
    MMR {
        @Override
        void add(ObjectNode body, int window, float[] vector) {
            body.putObject("ext").putObject("mmr").put("candidates", window);
        }
    };

    /** λ of ours by MMR. */
    static final double DIVERSITY = 0.2;

    /** Adds to a search what is to be done with its best {@code window} hits. */
    abstract void add(ObjectNode body, int window, float[] vector);

    private static void diversify(
            ObjectNode body, int window, String field, float[] vector, String method, double diversity) {
        diversify(body, window, vector, method, diversity).put("vector_field", field);
    }

    private static ObjectNode diversify(ObjectNode body, int window, float[] vector, String method, double diversity) {
        ObjectNode clause = rescore(body, window).putObject("diversify");
        clause.put("method", method).put("diversity", diversity).set("query_vector", Components.of(vector));
        return clause;
    }

    private static ObjectNode rescore(ObjectNode body, int window) {
        return body.putObject("rescore").put("window_size", window);
    }

    /** As in the names of figures. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
