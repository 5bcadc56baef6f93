/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** Asks what the store has: a part of {@code GET …/models}. */
public final class StoreAction extends ActionType<StoreAction.Response> {

    /** The only instance. */
    public static final StoreAction INSTANCE = new StoreAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:monitor/assort/store";

    private StoreAction() {
        super(NAME, Response::new);
    }

    /** Asks for all. */
    public static final class Request extends ActionRequest {

        /** Creates a request. */
        public Request() {}

        Request(StreamInput in) throws IOException {
            super(in);
        }

        @Override
        public ActionRequestValidationException validate() {
            return null;
        }
    }

    /**
     * One model.
     *
     * @param active the version that nodes serve, or null
     * @param next the version that may follow, or null
     * @param heldBackBy what expects the vectors of the active version, and so keeps the next from following
     */
    public record Model(
            @Nullable UploadState active, @Nullable UploadState next, List<String> heldBackBy)
            implements Writeable, ToXContentObject {

        Model(StreamInput in) throws IOException {
            this(
                    in.readOptionalWriteable(UploadState::new),
                    in.readOptionalWriteable(UploadState::new),
                    in.readStringList());
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeOptionalWriteable(active);
            out.writeOptionalWriteable(next);
            out.writeStringCollection(heldBackBy);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            builder.startObject();
            if (active != null) {
                active.toXContent(builder.startObject("active"), params).endObject();
            }
            if (next != null) {
                next.toXContent(builder.startObject("next"), params);
                if (heldBackBy.isEmpty() == false) {
                    builder.field("held_back_by", heldBackBy);
                }
                builder.endObject();
            }
            return builder.endObject();
        }
    }

    /** The models by name. */
    public static final class Response extends ActionResponse {

        private final Map<String, Model> models;

        /** Creates the answer. */
        public Response(Map<String, Model> models) {
            this.models = models;
        }

        Response(StreamInput in) throws IOException {
            super(in);
            this.models = new TreeMap<>(in.readMap(StreamInput::readString, Model::new));
        }

        /** Returns them in the order of their names. */
        public Map<String, Model> models() {
            return models;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeMap(models, StreamOutput::writeString, (to, model) -> model.writeTo(to));
        }
    }
}
