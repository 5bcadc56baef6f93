/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assort.model.ModelManifest;
import org.assort.plugin.rescore.clause.DiversifyClause;
import org.opensearch.common.Nullable;
import org.opensearch.ingest.ConfigurationUtils;
import org.opensearch.ingest.IngestDocument;

/**
 * What a {@code product_vector} processor is to do.
 *
 * @param model id of the model that embeds
 * @param fields whose texts are embedded, joined in this order
 * @param targetField where the vector is put
 * @param hashField where a hash of what it was made from is put, or null for nowhere
 * @param ignoreMissing whether a document without text goes on without a vector
 */
record ProductVectorConfig(
        String model,
        List<String> fields,
        String targetField,
        @Nullable String hashField,
        boolean ignoreMissing) {

    /** Name of the field {@code targetField} in a configuration. */
    static final String TARGET = "target_field";

    /** Name of the field {@code hashField} in a configuration. */
    static final String HASH = "hash_field";

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
        List<String> names = fields.stream().map(String.class::cast).toList();
        String target = ConfigurationUtils.readStringProperty(type, tag, config, TARGET);
        checkPlace(type, tag, TARGET, target, names);
        String hash = ConfigurationUtils.readOptionalStringProperty(type, tag, config, HASH);
        if (hash != null) {
            checkPlace(type, tag, HASH, hash, names);
            if (liesIn(hash, target) || liesIn(target, hash)) {
                throw ConfigurationUtils.newConfigurationException(
                        type,
                        tag,
                        HASH,
                        "must not be [target_field] [" + target + "] nor lie in it or around it, got [" + hash + "]");
            }
        }
        return new ProductVectorConfig(
                model,
                names,
                target,
                hash,
                ConfigurationUtils.readBooleanProperty(type, tag, config, "ignore_missing", false));
    }

    private static void checkPlace(String type, String tag, String property, String place, List<String> fields) {
        if (isField(place) == false) {
            throw ConfigurationUtils.newConfigurationException(
                    type, tag, property, "must name a field of the document, got [" + place + "]");
        }
        // What is put there replaces all that was: the text would be gone.
        if (fields.stream().anyMatch(field -> liesIn(field, place))) {
            throw ConfigurationUtils.newConfigurationException(
                    type,
                    tag,
                    property,
                    "must not be one of [fields] " + fields + " nor lie around one, got [" + place + "]");
        }
    }

    private static boolean isField(String place) {
        List<String> path = List.of(withoutSource(place).split("\\.", -1));
        return path.stream().noneMatch(String::isBlank) && NOT_OF_THE_DOCUMENT.contains(path.get(0)) == false;
    }

    private static boolean liesIn(String inner, String outer) {
        return (withoutSource(inner) + ".").startsWith(withoutSource(outer) + ".");
    }

    /** Returns the name in a mapping of the field that vectors go into. */
    String target() {
        return withoutSource(targetField);
    }

    /** Returns the name in a mapping of a field of the document. */
    static String withoutSource(String field) {
        return field.startsWith(SOURCE) ? field.substring(SOURCE.length()) : field;
    }
}
