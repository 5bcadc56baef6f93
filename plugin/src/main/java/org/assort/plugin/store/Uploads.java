/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.assort.model.FileDigest;
import org.assort.model.ModelException;
import org.assort.model.ModelManifest;
import org.assort.plugin.model.ModelStatus;
import org.assort.plugin.model.NodeReport;
import org.assort.plugin.model.NodesReportAction;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.rest.RestStatus;

/** Takes models in: first the manifest, then the files in chunks, in any number of requests to any node. Its callers wait. */
final class Uploads {

    private final StoreClient client;
    private final CatalogueStore catalogues;
    private final ChunkStore chunks;
    private final ClusterService cluster;
    private final StoreLimits limits;

    Uploads(
            StoreClient client,
            CatalogueStore catalogues,
            ChunkStore chunks,
            ClusterService cluster,
            StoreLimits limits) {
        this.client = client;
        this.catalogues = catalogues;
        this.chunks = chunks;
        this.cluster = cluster;
        this.limits = limits;
    }

    /**
     * Begins a version, or goes on with the one that has this very manifest.
     *
     * @param force whether vectors may change that a field or pipeline expects of the model
     * @param replace whether to begin anew, whatever of the model is there or on its way
     */
    UploadState begin(String id, String json, boolean force, boolean replace) {
        ModelManifest manifest = parse(id, json);
        limits.checkSize(manifest);
        checkNoFolder(id);
        StoreIndex.create(client);
        List<String> uses = force ? List.of() : ModelUses.of(cluster.state(), id);
        Catalogue after = catalogues.update(catalogue -> {
            StoredModel model = catalogue.models().get(id);
            if (replace == false && model != null && isThere(model, manifest)) {
                return catalogue;
            }
            if (model == null) {
                limits.checkCount(catalogue.models().size());
            } else if (model.next() != null && replace == false) {
                throw new OpenSearchStatusException(
                        "another upload of model [{}], version [{}], is under way: finish or delete it, or take its place "
                                + "with [replace=true]",
                        RestStatus.CONFLICT,
                        id,
                        model.next().number());
            }
            checkVectors(model, manifest, uses);
            return catalogue.begin(ModelVersion.begin(catalogue.lastNumber() + 1, limits.chunkBytes(), manifest, json));
        });
        StoredModel model = after.models().get(id);
        ModelVersion next = model.next();
        if (next == null) {
            return UploadState.of(model.active(), true);
        }
        return next.complete() == false && next.hasAllBytes() ? complete(next) : UploadState.of(next, false);
    }

    private static ModelManifest parse(String id, String json) {
        try {
            return ModelManifest.parse(id, json.getBytes(StandardCharsets.UTF_8));
        } catch (ModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isThere(StoredModel model, ModelManifest manifest) {
        return model.next() == null
                ? manifest.equals(model.active().manifest())
                : manifest.equals(model.next().manifest());
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

    private static void checkVectors(StoredModel model, ModelManifest manifest, List<String> uses) {
        boolean others = model != null
                && model.active() != null
                && model.active().manifest().fingerprint().equals(manifest.fingerprint()) == false;
        if (others && uses.isEmpty() == false) {
            throw new OpenSearchStatusException(
                    "the vectors of this version of model [{}] are others than those of the active one, which {} expect: "
                            + "upload it under another name, or all the same with [force=true]",
                    RestStatus.CONFLICT,
                    manifest.id(),
                    uses);
        }
    }

    /** Takes a chunk; one that is there already does no harm. With the last one the version is verified and complete. */
    UploadState chunk(String id, String file, long offset, byte[] data) {
        StoredModel model = catalogues.read().models().get(id);
        if (model == null) {
            throw new ResourceNotFoundException("no upload of a model [{}] was begun: PUT its manifest first", id);
        }
        ModelVersion version = model.next() == null ? model.active() : model.next();
        check(version, file, offset, data.length);
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
                // The version is gone, and with it whoever would sweep this chunk.
                chunks.delete(version, file, chunk);
                throw e;
            }
        }
        return version.hasAllBytes() ? complete(version) : UploadState.of(version, false);
    }

    private static void check(ModelVersion version, String file, long offset, int length) {
        Long bytes = version.manifest().bytes().get(file);
        if (bytes == null) {
            throw new ResourceNotFoundException(
                    "model [{}] has the files {}, got [{}]",
                    version.id(),
                    version.files().keySet(),
                    file);
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
            ModelVersion now = same(catalogue, version);
            return now.complete() || now.received().get(file) >= end
                    ? catalogue
                    : catalogue.with(now.id(), catalogue.models().get(now.id()).withNext(now.received(file, end)));
        });
        return same(after, version);
    }

    private static ModelVersion same(Catalogue catalogue, ModelVersion version) {
        StoredModel model = catalogue.models().get(version.id());
        for (ModelVersion now :
                model == null ? new ModelVersion[0] : new ModelVersion[] {model.next(), model.active()}) {
            if (now != null && now.number() == version.number()) {
                return now;
            }
        }
        throw new OpenSearchStatusException(
                "the upload of model [{}], version [{}], was replaced or deleted meanwhile",
                RestStatus.CONFLICT,
                version.id(),
                version.number());
    }

    private UploadState complete(ModelVersion version) {
        for (String file : version.files().keySet()) {
            String hash = hash(version, file);
            String wanted = version.manifest().sha256().get(file);
            if (hash.equals(wanted) == false) {
                catalogues.update(catalogue -> same(catalogue, version).complete()
                        ? catalogue
                        : catalogue.with(
                                version.id(),
                                catalogue
                                        .models()
                                        .get(version.id())
                                        .withNext(same(catalogue, version).received(file, 0))));
                throw new IllegalArgumentException("[" + file + "] must have the SHA-256 [" + wanted + "], got [" + hash
                        + "]: what came of it was thrown away, send it again");
            }
        }
        Catalogue after = catalogues.update(catalogue ->
                same(catalogue, version).complete() ? catalogue : catalogue.complete(same(catalogue, version)));
        SyncAction.nudge(client);
        ModelVersion now = same(after, version);
        return UploadState.of(now, after.models().get(version.id()).serves(now));
    }

    private String hash(ModelVersion version, String file) {
        MessageDigest digest = FileDigest.sha256();
        try {
            for (long chunk = 0; chunk < version.chunks(file); chunk++) {
                digest.update(chunks.get(version, file, chunk));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
