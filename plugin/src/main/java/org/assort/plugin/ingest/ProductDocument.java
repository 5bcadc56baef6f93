/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assort.model.TextEmbedder;
import org.assort.plugin.model.ProductText;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.ingest.IngestDocument;

/**
 * A document on its way into an index: what a processor reads from it and puts into it.
 *
 * @param config names the fields
 * @param document is changed in place
 */
record ProductDocument(ProductVectorConfig config, IngestDocument document) {

    /**
     * Checks that the field which the vector goes into is not for those of another model.
     *
     * @throws IllegalArgumentException (400) when it is
     */
    void checkTarget(TargetModels targets) {
        Object index = document.getSourceAndMetadata().get(IngestDocument.Metadata.INDEX.getFieldName());
        Optional<String> wanted = index == null ? Optional.empty() : targets.of(index.toString(), config.target());
        if (wanted.isPresent() && wanted.get().equals(config.model()) == false) {
            throw new IllegalArgumentException("[model] must be [" + wanted.get() + "], whose vectors [target_field] ["
                    + config.targetField() + "] of index [" + index + "] is for, got [" + config.model() + "]");
        }
    }

    /** Returns the document's text, up to so many characters; empty when it has none. */
    String text(int most) {
        Map<String, Object> source = document.getSourceAndMetadata();
        return ProductText.of(config.fields(), field -> XContentMapValues.extractRawValues(field, source), most);
    }

    /** Returns whether the document brings the vector of this text with it, by the hash beside it. */
    boolean hasVectorOf(String text, TextEmbedder embedder) {
        return config.hashField() != null
                && document.hasField(config.hashField())
                && document.hasField(config.targetField())
                && isVector(document.getFieldValue(config.targetField(), Object.class), embedder.dimension())
                && TextHash.of(embedder.fingerprint(), text)
                        .equals(document.getFieldValue(config.hashField(), Object.class));
    }

    private static boolean isVector(Object value, int dimension) {
        return value instanceof List<?> components
                && components.size() == dimension
                && components.stream()
                        .allMatch(
                                component -> component instanceof Number number && Float.isFinite(number.floatValue()));
    }

    /** Puts the vector of a text into the document, and the hash beside it where one is wanted. */
    void put(float[] vector, String text, TextEmbedder embedder) {
        // The only form of numbers in a row that every later processor can copy.
        List<Float> components = new ArrayList<>(vector.length);
        for (float component : vector) {
            components.add(component);
        }
        // First: should the hash then find no place, the vector is made again, and never kept though it is old.
        document.setFieldValue(config.targetField(), components);
        if (config.hashField() != null) {
            document.setFieldValue(config.hashField(), TextHash.of(embedder.fingerprint(), text));
        }
    }

    /** Takes a vector that was made here from a text that is there no more out of the document; one without a hash stays. */
    void dropVector() {
        if (config.hashField() != null && document.hasField(config.hashField())) {
            document.removeField(config.hashField());
            if (document.hasField(config.targetField())) {
                document.removeField(config.targetField());
            }
        }
    }
}
