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
        /** The node has no such model, neither of a folder nor, where it reads the store, of that. */
        NO_SUCH_MODEL,
        /** The node has no folder of the model, and has not read the store yet. */
        STORE_UNREAD,
        /** The node has the model and cannot embed by it, yet or at all. */
        NOT_YET
    }

    /** Of a node that has no such model. */
    public static final Absence NO_SUCH_MODEL = new Absence(Kind.NO_SUCH_MODEL, null);

    /** Reads what {@link #writeTo} wrote. */
    public Absence(StreamInput in) throws IOException {
        this(in.readEnum(Kind.class), in.readOptionalString());
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

    /** As an answer to a user, where there is such a model or may be: not the request's mistake. */
    OpenSearchStatusException failure() {
        return new OpenSearchStatusException(why, RestStatus.SERVICE_UNAVAILABLE);
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
        out.writeEnum(kind);
        out.writeOptionalString(why);
    }
}
