/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.common.Nullable;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.search.builder.SearchSourceBuilder;

/** Copies of a user's search that can be changed. Core's own copies lack some of what a request has. */
public final class RequestCopy {

    private RequestCopy() {}

    /** Returns a copy with another source, under the same task and through the same pipeline by name. */
    public static SearchRequest of(SearchRequest asked, SearchSourceBuilder source) {
        SearchRequest copy = new SearchRequest(asked);
        copy.setParentTask(asked.getParentTask());
        copy.pipeline(asked.pipeline());
        return copy.source(source);
    }

    /**
     * Returns a source that asks for nothing, with what says which documents a search finds beside its query: the fields that it
     * derives, and the slice of a point in time.
     */
    public static SearchSourceBuilder ofSameDocuments(SearchSourceBuilder source) {
        SearchSourceBuilder copy = derivingAs(source);
        if (source.getDerivedFields() != null) {
            source.getDerivedFields()
                    .forEach(field -> copy.derivedField(
                            field.getName(),
                            field.getType(),
                            field.getScript(),
                            field.getProperties(),
                            field.getPrefilterField(),
                            field.getFormat(),
                            field.getIgnoreMalformed()));
        }
        return source.slice() == null ? copy : copy.slice(source.slice());
    }

    // What a request derives in JSON can be given to a source in JSON alone.
    private static SearchSourceBuilder derivingAs(SearchSourceBuilder source) {
        if (source.getDerivedFieldsObject() == null) {
            return new SearchSourceBuilder();
        }
        try (XContentBuilder json = JsonXContent.contentBuilder()
                        .startObject()
                        .field(
                                SearchSourceBuilder.DERIVED_FIELDS_FIELD.getPreferredName(),
                                source.getDerivedFieldsObject())
                        .endObject();
                XContentParser parser = JsonXContent.jsonXContent.createParser(
                        NamedXContentRegistry.EMPTY,
                        DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                        BytesReference.bytes(json).streamInput())) {
            return SearchSourceBuilder.fromXContent(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a shallow copy of a source, its lists and its pipeline those of the other; an empty one for null. */
    public static SearchSourceBuilder source(@Nullable SearchSourceBuilder source) {
        if (source == null) {
            return new SearchSourceBuilder();
        }
        SearchSourceBuilder copy = source.shallowCopy();
        copy.searchPipelineSource(source.searchPipelineSource());
        return copy;
    }
}
