/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.action.ActionType;
import org.opensearch.common.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Takes a chunk of a file: {@code PUT …/models/{id}/files/{name}}. */
public final class PutChunkAction extends ActionType<PutModelAction.Response> {

    /** The only instance. */
    public static final PutChunkAction INSTANCE = new PutChunkAction();

    /** Name under which it is authorised. */
    public static final String NAME = "cluster:admin/assort/model/chunk";

    private PutChunkAction() {
        super(NAME, PutModelAction.Response::new);
    }

    /** The chunk. */
    public static final class Request extends ActionRequest {

        private final String model;
        private final String file;
        private final long offset;
        private final Long total;
        private final byte[] data;

        /**
         * @param model its name
         * @param file name of the file
         * @param offset of the chunk in the file, in bytes
         * @param total bytes that the file has, as the caller has it, or null where he does not say
         * @param data the bytes, not copied
         */
        public Request(String model, String file, long offset, @Nullable Long total, byte[] data) {
            this.model = model;
            this.file = file;
            this.offset = offset;
            this.total = total;
            this.data = data;
        }

        Request(StreamInput in) throws IOException {
            super(in);
            this.model = in.readString();
            this.file = in.readString();
            this.offset = in.readZLong();
            this.total = in.readOptionalLong();
            this.data = in.readByteArray();
        }

        String model() {
            return model;
        }

        String file() {
            return file;
        }

        long offset() {
            return offset;
        }

        @Nullable
        Long total() {
            return total;
        }

        byte[] data() {
            return data;
        }

        @Override
        public void writeTo(StreamOutput out) throws IOException {
            super.writeTo(out);
            out.writeString(model);
            out.writeString(file);
            out.writeZLong(offset);
            out.writeOptionalLong(total);
            out.writeByteArray(data);
        }

        @Override
        public ActionRequestValidationException validate() {
            return null;
        }
    }
}
