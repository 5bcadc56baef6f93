/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.model;

import java.io.IOException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.rest.RestStatus;

/**
 * Why a node that was asked for a model has not used it.
 *
 * @param why in words for the user; null where the node has no such model
 */
public record Absence(Kind kind, @Nullable String why) implements Writeable {

    /** How much the node knows. */
    public enum Kind {
        /** Neither a folder of this node nor the store has such a model. */
        NO_SUCH_MODEL,
        /** The node has no folder of the model, and has not read the store yet. */
        STORE_UNREAD,
        /** The node has the model and cannot embed by it yet. */
        NOT_YET
    }

    /** Of a node that has no such model. */
    public static final Absence NO_SUCH_MODEL = new Absence(Kind.NO_SUCH_MODEL, null);

    Absence(StreamInput in) throws IOException {
        this(in.readEnum(Kind.class), in.readOptionalString());
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Absence readFrom(StreamInput in) throws IOException {
        return new Absence(in);
    }

    static Absence unread(@Nullable String id) {
        return new Absence(
                Kind.STORE_UNREAD,
                "this node has not read the model store yet, and has no folder of "
                        + (id == null ? "a model" : "model [" + id + "]") + ": try again in a moment");
    }

    static Absence notYet(String why) {
        return new Absence(Kind.NOT_YET, why);
    }

    /** As an answer to a user: not the request's mistake. */
    OpenSearchStatusException failure() {
        return new OpenSearchStatusException(why, RestStatus.SERVICE_UNAVAILABLE);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeEnum(kind);
        out.writeOptionalString(why);
    }
}
