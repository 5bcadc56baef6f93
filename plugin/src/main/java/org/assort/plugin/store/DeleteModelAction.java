/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Takes a model out of the store: {@code DELETE …/models/{id}}. */
public final class DeleteModelAction extends ActionType<AcknowledgedResponse> {

    /** The only instance. */
    public static final DeleteModelAction INSTANCE = new DeleteModelAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:admin/assort/model/delete";

    private DeleteModelAction() {
        super(NAME, AcknowledgedResponse::new);
    }

    /** The model. */
    public static final class Request extends ActionRequest {

        private final String model;
        private final boolean force;

        /**
         * @param model its name
         * @param force whether also where something names it
         */
        public Request(String model, boolean force) {
            this.model = model;
            this.force = force;
        }

        Request(StreamInput in) throws IOException {
            super(in);
            this.model = in.readString();
            this.force = in.readBoolean();
        }

        String model() {
            return model;
        }

        boolean force() {
            return force;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            super.writeTo(out);
            out.writeString(model);
            out.writeBoolean(force);
        }

        @Override
        public ActionRequestValidationException validate() {
            return null;
        }
    }
}
