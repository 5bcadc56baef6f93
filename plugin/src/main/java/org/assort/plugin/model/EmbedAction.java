/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assort.model.Purpose;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.action.ValidateActions;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.tasks.Task;

/**
 * Embeds the texts that a caller sends: {@code POST …/models/{id}/_embed}. A node that has not got the model, as one that only
 * coordinates, has another do it.
 */
public final class EmbedAction extends ActionType<EmbedAction.Response> {

    /** The only instance. */
    public static final EmbedAction INSTANCE = new EmbedAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:admin/assort/embed";

    /** The most texts that one request may carry. */
    public static final int MAX_TEXTS = 256;

    private EmbedAction() {
        super(NAME, Response::new);
    }

    /** The texts, what they are to the model, and whether the receiver may ask further nodes. */
    public static final class Request extends ActionRequest {

        private final String model;
        private final List<String> texts;
        private final Purpose purpose;
        private final boolean forward;

        /**
         * Asks this node, which may ask others.
         *
         * @param model name of the model
         * @param texts 1 to {@link #MAX_TEXTS} of them
         * @param purpose which prefix of the model they get
         */
        public Request(String model, List<String> texts, Purpose purpose) {
            this(model, texts, purpose, true);
        }

        private Request(String model, List<String> texts, Purpose purpose, boolean forward) {
            this.model = model;
            this.texts = List.copyOf(texts);
            this.purpose = purpose;
            this.forward = forward;
        }

        Request(StreamInput in) throws IOException {
            super(in);
            this.model = in.readString();
            this.texts = in.readStringList();
            this.purpose = in.readEnum(Purpose.class);
            this.forward = in.readBoolean();
        }

        /** The same for another node, which is to do it itself. */
        Request forOther() {
            return new Request(model, texts, purpose, false);
        }

        boolean forward() {
            return forward;
        }

        String model() {
            return model;
        }

        List<String> texts() {
            return texts;
        }

        Purpose purpose() {
            return purpose;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            super.writeTo(out);
            out.writeString(model);
            out.writeStringCollection(texts);
            out.writeEnum(purpose);
            out.writeBoolean(forward);
        }

        @Override
        public ActionRequestValidationException validate() {
            if (texts.isEmpty() || texts.size() > MAX_TEXTS) {
                return ValidateActions.addValidationError(
                        String.format(
                                Locale.ROOT, "[texts] must have 1 to %d texts, got [%d]", MAX_TEXTS, texts.size()),
                        null);
            }
            return null;
        }

        @Override
        public Task createTask(long id, String type, String action, TaskId parent, Map<String, String> headers) {
            return new ForwardedTask(id, type, action, getDescription(), parent, headers);
        }
    }

    /** One vector a text, in their order, or why there are none. */
    public static final class Response extends ActionResponse implements ToXContentObject, ModelAnswer {

        private final float[][] vectors;
        private final Absence absence;

        private Response(@Nullable float[][] vectors, @Nullable Absence absence) {
            this.vectors = vectors;
            this.absence = absence;
        }

        Response(float[][] vectors) {
            this(vectors, null);
        }

        Response(Absence absence) {
            this(null, absence);
        }

        Response(StreamInput in) throws IOException {
            super(in);
            this.vectors = in.readOptionalArray(StreamInput::readFloatArray, float[][]::new);
            this.absence = in.readOptionalWriteable(Absence::new);
        }

        @Override
        public Absence absence() {
            return absence;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeOptionalArray(StreamOutput::writeFloatArray, vectors);
            out.writeOptionalWriteable(absence);
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            builder.startObject().startArray("vectors");
            for (float[] vector : vectors) {
                builder.value(vector);
            }
            return builder.endArray().endObject();
        }
    }
}
