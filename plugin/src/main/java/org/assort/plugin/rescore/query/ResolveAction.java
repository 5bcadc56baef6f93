/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.rescore.query;

import java.io.IOException;
import java.util.Map;
import org.assort.plugin.model.Absence;
import org.assort.plugin.model.ForwardedTask;
import org.assort.plugin.model.ModelAnswer;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.common.Nullable;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/**
 * Resolves a question on a node that has the model, for one that has not: a coordinating-only node has no models. Nodes
 * speak it among themselves, no user calls it.
 */
public final class ResolveAction extends ActionType<ResolveAction.Response> {

    /** The one instance. */
    public static final ResolveAction INSTANCE = new ResolveAction();

    /** Name between nodes. */
    public static final String NAME = "internal:assort/resolve";

    private ResolveAction() {
        super(NAME, Response::new);
    }

    /** A question, and whether the receiver may ask further nodes. */
    public static final class Request extends ActionRequest {

        private final Question question;
        private final boolean forward;

        /** Asks this node, which may ask others. */
        public Request(Question question) {
            this(question, true);
        }

        Request(Question question, boolean forward) {
            this.question = question;
            this.forward = forward;
        }

        Request(StreamInput in) throws IOException {
            super(in);
            this.question = new Question(in);
            this.forward = in.readBoolean();
        }

        Question question() {
            return question;
        }

        boolean forward() {
            return forward;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            super.writeTo(out);
            question.writeTo(out);
            out.writeBoolean(forward);
        }

        @Override
        public ActionRequestValidationException validate() {
            return null;
        }

        @Override
        public Task createTask(long id, String type, String action, TaskId parent, Map<String, String> headers) {
            return new ForwardedTask(id, type, action, getDescription(), parent, headers);
        }
    }

    /** The resolution, or why there is none. */
    public static final class Response extends ActionResponse implements ModelAnswer {

        private final Resolution resolution;
        private final Absence absence;

        private Response(@Nullable Resolution resolution, @Nullable Absence absence) {
            this.resolution = resolution;
            this.absence = absence;
        }

        Response(Resolution resolution) {
            this(resolution, null);
        }

        Response(Absence absence) {
            this(null, absence);
        }

        Response(StreamInput in) throws IOException {
            super(in);
            this.resolution = in.readOptionalWriteable(Resolution::new);
            this.absence = in.readOptionalWriteable(Absence::new);
        }

        /** Returns the resolution, or null where no node that was asked has the model. */
        public Resolution resolution() {
            return resolution;
        }

        @Override
        public Absence absence() {
            return absence;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            out.writeOptionalWriteable(resolution);
            out.writeOptionalWriteable(absence);
        }
    }
}
