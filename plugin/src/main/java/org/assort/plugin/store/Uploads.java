/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assort.model.ModelException;
import org.assort.model.ModelManifest;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;

/** Takes models in: first the manifest, then the files in chunks, in any number of requests to any node. Its callers wait. */
final class Uploads {

    private final StoreClient client;
    private final CatalogueStore catalogues;
    private final ChunkStore chunks;
    private final Completion completion;
    private final VectorGuard guard;
    private final StoreLimits limits;

    Uploads(StoreClient client, CatalogueStore catalogues, ChunkStore chunks, VectorGuard guard, StoreLimits limits) {
        this.client = client;
        this.catalogues = catalogues;
        this.chunks = chunks;
        this.completion = new Completion(client, catalogues, chunks, guard);
        this.guard = guard;
        this.limits = limits;
    }

    /**
     * Begins a version, or goes on with the one that has this very manifest.
     *
     * @param force whether vectors may change that a field or pipeline expects of the model
     * @param replace whether to begin anew, whatever of the model is there or on its way
     */
    UploadState begin(String id, byte[] json, boolean force, boolean replace) {
        ModelManifest manifest = parse(id, json);
        limits.checkSize(manifest);
        // It was read, so it is UTF-8 to the last byte.
        String text = new String(json, StandardCharsets.UTF_8);
        checkNoFolder(id);
        StoreIndex.create(client);
        Catalogue after = catalogues.update(catalogue -> {
            StoredModel model = catalogue.models().get(id);
            if (replace == false && model != null && isThere(model, manifest)) {
                return goOn(catalogue, model, force);
            }
            if (model == null) {
                limits.checkCount(catalogue.models().size());
            } else if (model.next() != null && replace == false) {
                throw inTheWay(model);
            }
            if (force == false) {
                guard.check(model, manifest);
            }
            return catalogue.begin(
                    ModelVersion.begin(catalogue.lastNumber() + 1, limits.chunkBytes(), manifest, text, force));
        });
        StoredModel model = after.models().get(id);
        ModelVersion next = model.next();
        if (next == null) {
            return UploadState.of(model.active(), true);
        }
        return next.complete() == false && next.hasAllBytes() ? completion.complete(next) : UploadState.of(next, false);
    }

    private static ModelManifest parse(String id, byte[] json) {
        try {
            return ModelManifest.parse(id, json);
        } catch (ModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static OpenSearchStatusException inTheWay(StoredModel model) {
        ModelVersion next = model.next();
        String way = "is under way: finish or delete it";
        if (next.complete()) {
            way = "is complete and has yet to become active: wait for that";
        } else if (model.active() != null) {
            // A deletion would take the active one away too.
            way = "is under way: finish it";
        }
        return new OpenSearchStatusException(
                "another upload of model [{}], version [{}], {}, or take its place with [replace=true]",
                RestStatus.CONFLICT,
                next.id(),
                next.number(),
                way);
    }

    private static boolean isThere(StoredModel model, ModelManifest manifest) {
        return model.next() == null
                ? manifest.equals(model.active().manifest())
                : manifest.equals(model.next().manifest());
    }

    // What was not forced when it was begun may be later; what waits for nodes may have come to be in somebody's way.
    private Catalogue goOn(Catalogue catalogue, StoredModel model, boolean force) {
        ModelVersion next = model.next();
        if (next == null || next.forced()) {
            return catalogue;
        }
        if (force) {
            return catalogue.with(next.id(), model.withNext(next.force()));
        }
        if (next.complete()) {
            guard.check(model, next.manifest());
        }
        return catalogue;
    }

    // Two models of one name would give the vectors of one text to be compared with those of another.
    private void checkNoFolder(String id) {
        NodesReportAction.Response nodes = client.call(NodesReportAction.INSTANCE, new NodesReportAction.Request());
        for (NodeReport node : nodes.getNodes()) {
            for (ModelStatus model : node.models()) {
                if (model.id().equals(id) && model.version() == null) {
                    throw new OpenSearchStatusException(
                            "node [{}] has a model [{}] in its folder of models: take that away, or choose another name",
                            RestStatus.CONFLICT,
                            node.getNode().getName(),
                            id);
                }
            }
        }
    }

    /** Takes a chunk; one that is there already does no harm. With the last one the version is verified and complete. */
    UploadState chunk(PutChunkAction.Request request) {
        String id = request.model();
        String file = request.file();
        long offset = request.offset();
        byte[] data = request.data();
        StoredModel model = catalogues.read().models().get(id);
        if (model == null) {
            throw new ResourceNotFoundException("no upload of a model [{}] was begun: PUT its manifest first", id);
        }
        ModelVersion version = model.next() == null ? model.active() : model.next();
        check(version, request);
        if (version.complete()) {
            return UploadState.of(version, model.serves(version));
        }
        long end = offset + data.length;
        if (end > version.received().get(file)) {
            long chunk = offset / version.chunkBytes();
            put(version, file, chunk, data);
            try {
                version = received(version, file, end);
            } catch (OpenSearchStatusException e) {
                // Its version is gone, or its attempt at the file, and whoever would have swept it.
                // A store that could not be reached may have counted it: then it stays.
                if (e.status() == RestStatus.CONFLICT) {
                    chunks.delete(version, file, chunk);
                }
                throw e;
            }
        }
        return version.hasAllBytes() ? completion.complete(version) : UploadState.of(version, false);
    }

    private static void check(ModelVersion version, PutChunkAction.Request request) {
        String file = request.file();
        long offset = request.offset();
        int length = request.data().length;
        Long bytes = version.manifest().bytes().get(file);
        if (bytes == null) {
            throw new ResourceNotFoundException(
                    "model [{}] has the files {}, got [{}]",
                    version.id(),
                    version.files().keySet(),
                    file);
        }
        if (request.total() != null && request.total().equals(bytes) == false) {
            throw new IllegalArgumentException("[Content-Range] must end with [/" + bytes + "], the bytes of [" + file
                    + "], or with [/*], got [/" + request.total() + "]");
        }
        if (!(offset >= 0 && offset < bytes && offset % version.chunkBytes() == 0)) {
            throw new IllegalArgumentException("[offset] must be a multiple of [chunk_bytes], [" + version.chunkBytes()
                    + "], below the [" + bytes + "] bytes of [" + file + "], got [" + offset + "]");
        }
        if (length != version.chunkLength(file, offset)) {
            throw new IllegalArgumentException("the chunk of [" + file + "] at [" + offset + "] must have ["
                    + version.chunkLength(file, offset) + "] bytes, got [" + length + "]");
        }
        long received = version.received().get(file);
        if (offset > received) {
            throw new OpenSearchStatusException(
                    "chunks of [{}] come in order: [{}] bytes are there, got the chunk at [{}]",
                    RestStatus.CONFLICT,
                    file,
                    received,
                    offset);
        }
    }

    private void put(ModelVersion version, String file, long chunk, byte[] data) {
        try {
            chunks.put(version, file, chunk, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelVersion received(ModelVersion version, String file, long end) {
        Catalogue after = catalogues.update(catalogue -> {
            ModelVersion now = Overtaken.check(catalogue, version);
            if (now.complete()) {
                return catalogue;
            }
            Overtaken.checkAttempt(now, version, file);
            return now.received().get(file) >= end
                    ? catalogue
                    : catalogue.with(now.id(), catalogue.models().get(now.id()).withNext(now.received(file, end)));
        });
        return Overtaken.check(after, version);
    }
}
