/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.FileDigest;
import org.opensearch.OpenSearchException;
import org.opensearch.action.DocWriteRequest;
import org.opensearch.action.bulk.BulkAction;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.bulk.BulkResponse;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
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
import org.opensearch.index.engine.VersionConflictEngineException;
import org.opensearch.ingest.IngestService;

/**
 * Keeps the chunks of files, a document each, named by version, file, attempt at the file and place. A chunk that is there is never
 * changed, so that what was verified stays what it was: one that comes again finds its place taken. CBOR holds bytes as they are.
 * Its callers' threads wait; one chunk is in memory at a time.
 */
final class ChunkStore {

    private static final Logger logger = LogManager.getLogger(ChunkStore.class);

    private static final String HASH = "sha256";
    private static final String DATA = "data";
    private static final int DELETED_TOGETHER = 500;

    private final StoreClient client;

    ChunkStore(StoreClient client) {
        this.client = client;
    }

    /** Puts a chunk, unless it is there; whether the right one is, the hash of the file says. */
    void put(ModelVersion version, String file, long chunk, byte[] data) throws IOException {
        IndexRequest request = new IndexRequest(StoreIndex.NAME)
                .id(id(version, file, version.attempt(file), chunk))
                .opType(DocWriteRequest.OpType.CREATE)
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
        try {
            client.call(IndexAction.INSTANCE, request);
        } catch (VersionConflictEngineException e) {
            logger.debug("chunk [{}] of [{}] of model [{}] is there already", chunk, file, version.id(), e);
        }
    }

    /**
     * Returns a chunk.
     *
     * @throws IOException where it is not there, or not what was put
     */
    byte[] get(ModelVersion version, String file, long chunk) throws IOException {
        GetResponse found =
                client.get(new GetRequest(StoreIndex.NAME, id(version, file, version.attempt(file), chunk)));
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
        client.call(
                DeleteAction.INSTANCE,
                new DeleteRequest(StoreIndex.NAME, id(version, file, version.attempt(file), chunk)));
    }

    /** Deletes the chunks of the attempt at a file. */
    void delete(ModelVersion version, String file) {
        delete(version, file, version.attempt(file));
    }

    /** Deletes all chunks of a version, those of earlier attempts too, however many there are. */
    void delete(ModelVersion version) {
        for (String file : version.files().keySet()) {
            for (int attempt = 0; attempt <= version.attempt(file); attempt++) {
                delete(version, file, attempt);
            }
        }
    }

    private void delete(ModelVersion version, String file, int attempt) {
        BulkRequest bulk = new BulkRequest();
        for (long chunk = 0; chunk < version.chunks(file); chunk++) {
            bulk.add(new DeleteRequest(StoreIndex.NAME, id(version, file, attempt, chunk)));
            if (bulk.numberOfActions() == DELETED_TOGETHER) {
                run(bulk);
                bulk = new BulkRequest();
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

    private static String id(ModelVersion version, String file, int attempt, long chunk) {
        return version.number() + "/" + file + "/" + attempt + "/" + chunk;
    }
}
