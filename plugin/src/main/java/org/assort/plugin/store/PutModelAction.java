/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** Begins the upload of a model, or goes on with it: {@code PUT …/models/{id}}. */
public final class PutModelAction extends ActionType<PutModelAction.Response> {

    /** The only instance. */
    public static final PutModelAction INSTANCE = new PutModelAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:admin/assort/model/put";

    private PutModelAction() {
        super(NAME, Response::new);
    }

    /** The manifest. */
    public static final class Request extends ActionRequest {

        private final String model;
        private final byte[] manifest;
        private final boolean force;
        private final boolean replace;

        /**
         * @param model its name
         * @param manifest as {@code model.json} has it, not copied
         * @param force whether vectors may change that something in the cluster expects
         * @param replace whether to begin anew
         */
        public Request(String model, byte[] manifest, boolean force, boolean replace) {
            this.model = model;
            this.manifest = manifest;
            this.force = force;
            this.replace = replace;
        }

        Request(StreamInput in) throws IOException {
            super(in);
            this.model = in.readString();
            this.manifest = in.readByteArray();
            this.force = in.readBoolean();
            this.replace = in.readBoolean();
        }

        String model() {
            return model;
        }

        byte[] manifest() {
            return manifest;
        }

        boolean force() {
            return force;
        }

        boolean replace() {
            return replace;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            super.writeTo(out);
            out.writeString(model);
            out.writeByteArray(manifest);
            out.writeBoolean(force);
            out.writeBoolean(replace);
        }

        @Override
        public ActionRequestValidationException validate() {
            return null;
        }
    }

    /** How far the upload is. */
    public static final class Response extends ActionResponse implements ToXContentObject {

        private final String model;
        private final UploadState state;

        Response(String model, UploadState state) {
            this.model = model;
            this.state = state;
        }

        Response(StreamInput in) throws IOException {
            super(in);
            this.model = in.readString();
            this.state = new UploadState(in);
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeString(model);
            state.writeTo(out);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            builder.startObject().field("model", model);
            return state.toXContent(builder, params).endObject();
        }
    }
}
