/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.Locale;
import org.assort.model.FileDigest;
import org.opensearch.OpenSearchException;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.ingest.IngestService;

/**
 * Keeps the chunks of files, a document each, named by version, file and place, so that a chunk that comes again takes its own
 * place. CBOR holds bytes as they are. Its callers' threads wait; one chunk is in memory at a time.
 */
final class ChunkStore {

    private static final String HASH = "sha256";
    private static final String DATA = "data";
    private static final int DELETED_TOGETHER = 500;

    private final StoreClient client;

    ChunkStore(StoreClient client) {
        this.client = client;
    }

    /** Puts a chunk, in the place of the one that may be there. */
    void put(ModelVersion version, String file, long chunk, byte[] data) throws IOException {
        IndexRequest request = new IndexRequest(StoreIndex.NAME)
                .id(id(version, file, chunk))
                .setPipeline(IngestService.NOOP_PIPELINE_NAME);
        try (XContentBuilder builder = XContentBuilder.builder(XContentType.CBOR.xContent())) {
            builder.startObject()
                    .field("model", version.id())
                    .field("file", file)
                    .field(HASH, FileDigest.hex(data))
                    .field(DATA, data)
                    .endObject();
            request.source(builder);
        }
        client.call(IndexAction.INSTANCE, request);
    }

    /**
     * Returns a chunk.
     *
     * @throws IOException where it is not there, or not what was put
     */
    byte[] get(ModelVersion version, String file, long chunk) throws IOException {
        GetResponse found = client.call(GetAction.INSTANCE, new GetRequest(StoreIndex.NAME, id(version, file, chunk)));
        if (found.isExists() == false) {
            throw broken(version, file, chunk, "is missing");
        }
        byte[] data = null;
        String hash = null;
        // Whoever copied the index may have written it in another format.
        try (XContentParser parser = XContentHelper.createParser(
                NamedXContentRegistry.EMPTY,
                DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
                found.getSourceAsBytesRef())) {
            parser.nextToken();
            while (parser.nextToken() == XContentParser.Token.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(HASH)) {
                    hash = parser.text();
                } else if (name.equals(DATA)) {
                    data = parser.binaryValue();
                }
            }
        } catch (RuntimeException | IOException e) {
            throw new IOException(broken(version, file, chunk, "cannot be read").getMessage(), e);
        }
        if (data == null || FileDigest.hex(data).equals(hash) == false) {
            throw broken(version, file, chunk, "is not what was uploaded");
        }
        return data;
    }

    private static IOException broken(ModelVersion version, String file, long chunk, String what) {
        return new IOException(String.format(
                Locale.ROOT, "chunk %d of [%s] of model [%s] in the store %s", chunk, file, version.id(), what));
    }

    /** Deletes a chunk that may be there. */
    void delete(ModelVersion version, String file, long chunk) {
        client.call(DeleteAction.INSTANCE, new DeleteRequest(StoreIndex.NAME, id(version, file, chunk)));
    }

    /** Deletes all chunks of a version, however many there are. */
    void delete(ModelVersion version) {
        BulkRequest bulk = new BulkRequest();
        for (String file : version.files().keySet()) {
            for (long chunk = 0; chunk < version.chunks(file); chunk++) {
                bulk.add(new DeleteRequest(StoreIndex.NAME, id(version, file, chunk)));
                if (bulk.numberOfActions() == DELETED_TOGETHER) {
                    run(bulk);
                    bulk = new BulkRequest();
                }
            }
        }
        if (bulk.numberOfActions() > 0) {
            run(bulk);
        }
    }

    private void run(BulkRequest bulk) {
        BulkResponse response = client.call(BulkAction.INSTANCE, bulk);
        if (response.hasFailures()) {
            throw new OpenSearchException("chunks could not be deleted: {}", response.buildFailureMessage());
        }
    }

    private static String id(ModelVersion version, String file, long chunk) {
        return version.number() + "/" + file + "/" + chunk;
    }
}
