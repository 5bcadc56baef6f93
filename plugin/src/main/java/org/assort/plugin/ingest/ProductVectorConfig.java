/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.model.ModelManifest;
import org.assort.plugin.model.ProductText;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.ingest.ConfigurationUtils;
import org.opensearch.ingest.IngestDocument;

/**
 * What a {@code product_vector} processor is to do.
 *
 * @param model id of the model that embeds
 * @param fields whose texts are embedded, joined in this order
 * @param targetField where the vector is put
 * @param ignoreMissing whether a document without text goes on without a vector
 */
record ProductVectorConfig(String model, List<String> fields, String targetField, boolean ignoreMissing) {

    /** What may stand before the name of a document's field. */
    private static final String SOURCE = "_source.";

    /** What a processor can set and a document does not keep as a field. */
    private static final Set<String> NOT_OF_THE_DOCUMENT = Stream.concat(
                    Arrays.stream(IngestDocument.Metadata.values()).map(IngestDocument.Metadata::getFieldName),
                    Stream.of("_source", "_ingest"))
            .collect(Collectors.toUnmodifiableSet());

    /** Takes what belongs to it out of a pipeline's configuration; what is left there is refused by the caller. */
    static ProductVectorConfig read(String type, String tag, Map<String, Object> config) {
        String model = ConfigurationUtils.readStringProperty(type, tag, config, "model");
        if (ModelManifest.ID.matcher(model).matches() == false) {
            throw ConfigurationUtils.newConfigurationException(
                    type,
                    tag,
                    "model",
                    "must be a model's id, which matches [" + ModelManifest.ID + "], got [" + model + "]");
        }
        List<?> fields = ConfigurationUtils.readList(type, tag, config, "fields");
        if (fields.isEmpty()
                || fields.size() > DiversifyClause.MAX_TEXT_FIELDS
                || fields.stream().anyMatch(field -> field instanceof String == false || ((String) field).isBlank())) {
            throw ConfigurationUtils.newConfigurationException(
                    type,
                    tag,
                    "fields",
                    "must have 1 to " + DiversifyClause.MAX_TEXT_FIELDS + " names of fields, got " + fields);
        }
        String target = ConfigurationUtils.readStringProperty(type, tag, config, "target_field");
        if (isField(target) == false) {
            throw ConfigurationUtils.newConfigurationException(
                    type, tag, "target_field", "must name a field of the document, got [" + target + "]");
        }
        return new ProductVectorConfig(
                model,
                fields.stream().map(String.class::cast).toList(),
                target,
                ConfigurationUtils.readBooleanProperty(type, tag, config, "ignore_missing", false));
    }

    private static boolean isField(String target) {
        List<String> path = List.of(withoutSource(target).split("\\.", -1));
        return path.stream().noneMatch(String::isBlank) && NOT_OF_THE_DOCUMENT.contains(path.get(0)) == false;
    }

    private static String withoutSource(String field) {
        return field.startsWith(SOURCE) ? field.substring(SOURCE.length()) : field;
    }

    /**
     * Checks that the field which the vector goes into is not for those of another model.
     *
     * @throws IllegalArgumentException (400) when it is
     */
    void checkTarget(IngestDocument document, TargetModels targets) {
        Object index = document.getSourceAndMetadata().get(IngestDocument.Metadata.INDEX.getFieldName());
        Optional<String> wanted =
                index == null ? Optional.empty() : targets.of(index.toString(), withoutSource(targetField));
        if (wanted.isPresent() && wanted.get().equals(model) == false) {
            throw new IllegalArgumentException("[model] must be [" + wanted.get() + "], whose vectors [target_field] ["
                    + targetField + "] of index [" + index + "] is for, got [" + model + "]");
        }
    }

    /** Returns the text of a document, up to so many characters; empty when it has none. */
    String text(IngestDocument document, int most) {
        Map<String, Object> source = document.getSourceAndMetadata();
        return ProductText.of(fields, field -> XContentMapValues.extractRawValues(field, source), most);
    }

    /** Puts a vector into a document. */
    void put(IngestDocument document, float[] vector) {
        // The only form of numbers in a row that every later processor can copy.
        List<Float> components = new ArrayList<>(vector.length);
        for (float component : vector) {
            components.add(component);
        }
        document.setFieldValue(targetField, components);
    }
}
