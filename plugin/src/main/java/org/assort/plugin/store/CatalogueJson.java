/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.opensearch.core.xcontent.XContentBuilder;

/** Writes a catalogue into its document, and reads it from there. */
final class CatalogueJson {

    private static final String LAST = "last_version";
    private static final String MODELS = "models";
    private static final String GARBAGE = "garbage";
    private static final String ACTIVE = "active";
    private static final String NEXT = "next";

    private CatalogueJson() {}

    static void write(Catalogue catalogue, XContentBuilder builder) throws IOException {
        builder.startObject().field(LAST, catalogue.lastNumber()).startObject(MODELS);
        for (Map.Entry<String, StoredModel> model : catalogue.models().entrySet()) {
            builder.startObject(model.getKey());
            if (model.getValue().active() != null) {
                write(model.getValue().active(), builder.field(ACTIVE));
            }
            if (model.getValue().next() != null) {
                write(model.getValue().next(), builder.field(NEXT));
            }
            builder.endObject();
        }
        builder.endObject().startArray(GARBAGE);
        for (ModelVersion version : catalogue.garbage()) {
            write(version, builder);
        }
        builder.endArray().endObject();
    }

    private static void write(ModelVersion version, XContentBuilder builder) throws IOException {
        builder.startObject()
                .field("model", version.id())
                .field("version", version.number())
                .field("chunk_bytes", version.chunkBytes())
                .field("manifest", version.json())
                .field("received", version.received())
                .field("attempts", version.attempts())
                .field("forced", version.forced())
                .field("complete", version.complete())
                .endObject();
    }

    static Catalogue read(Map<String, Object> source) {
        SortedMap<String, StoredModel> models = new TreeMap<>();
        object(source.get(MODELS)).forEach((id, model) -> {
            Map<String, Object> versions = object(model);
            models.put(id, new StoredModel(version(versions.get(ACTIVE)), version(versions.get(NEXT))));
        });
        List<ModelVersion> garbage = new ArrayList<>();
        ((List<?>) source.get(GARBAGE)).forEach(gone -> garbage.add(version(gone)));
        return new Catalogue(number(source.get(LAST)), models, garbage);
    }

    private static ModelVersion version(Object value) {
        if (value == null) {
            return null;
        }
        Map<String, Object> fields = object(value);
        Map<String, Long> received = new HashMap<>();
        object(fields.get("received")).forEach((file, bytes) -> received.put(file, number(bytes)));
        Map<String, Integer> attempts = new HashMap<>();
        // Not in what was written before there was such a thing; so are versions that are forced.
        if (fields.get("attempts") != null) {
            object(fields.get("attempts"))
                    .forEach((file, attempt) -> attempts.put(file, Math.toIntExact(number(attempt))));
        }
        return ModelVersion.stored(
                number(fields.get("version")),
                Math.toIntExact(number(fields.get("chunk_bytes"))),
                (String) fields.get("model"),
                (String) fields.get("manifest"),
                received,
                attempts,
                Boolean.TRUE.equals(fields.get("forced")),
                (Boolean) fields.get("complete"));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
