/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.assort.model.FileDigest;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.Nullable;

/** The end of an upload: its files are read back and verified, and what is not right is thrown away. Its callers wait. */
final class Completion {

    private static final Logger logger = LogManager.getLogger(Completion.class);

    private final StoreClient client;
    private final CatalogueStore catalogues;
    private final ChunkStore chunks;
    private final VectorGuard guard;

    Completion(StoreClient client, CatalogueStore catalogues, ChunkStore chunks, VectorGuard guard) {
        this.client = client;
        this.catalogues = catalogues;
        this.chunks = chunks;
        this.guard = guard;
    }

    /**
     * Completes a version of which all bytes are there.
     *
     * @throws IllegalArgumentException (400) where a file is not what the manifest says; it is to be sent again
     * @throws OpenSearchStatusException (409) where something expects other vectors, or others were faster
     */
    UploadState complete(ModelVersion version) {
        for (String file : version.files().keySet()) {
            String fault = fault(version, file);
            if (fault != null && discard(version, file)) {
                throw new IllegalArgumentException(
                        fault + ": what came of [" + file + "] was thrown away, send it again");
            }
        }
        Catalogue after = catalogues.update(catalogue -> {
            ModelVersion now = Overtaken.check(catalogue, version);
            return now.complete() ? catalogue : verified(catalogue, now, version);
        });
        SyncAction.nudge(client);
        ModelVersion now = Overtaken.check(after, version);
        return UploadState.of(now, after.models().get(version.id()).serves(now));
    }

    private Catalogue verified(Catalogue catalogue, ModelVersion now, ModelVersion version) {
        version.files().keySet().forEach(file -> Overtaken.checkAttempt(now, version, file));
        // What names the model may have come since the upload began.
        if (now.forced() == false) {
            guard.check(catalogue.models().get(now.id()), now.manifest());
        }
        return catalogue.complete(now);
    }

    /** Returns why what came of a file is not what it should be, or null. */
    @Nullable
    private String fault(ModelVersion version, String file) {
        String hash;
        try {
            hash = hash(version, file);
        } catch (IOException e) {
            logger.warn("[{}] of model [{}] cannot be read back", file, version.id(), e);
            return e.getMessage();
        }
        String wanted = version.manifest().sha256().get(file);
        return hash.equals(wanted) ? null : "[" + file + "] must have the SHA-256 [" + wanted + "], got [" + hash + "]";
    }

    private String hash(ModelVersion version, String file) throws IOException {
        MessageDigest digest = FileDigest.sha256();
        for (long chunk = 0; chunk < version.chunks(file); chunk++) {
            digest.update(chunks.get(version, file, chunk));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Throws away what came of a file; returns false where somebody else has completed the version meanwhile. */
    private boolean discard(ModelVersion version, String file) {
        Catalogue after = catalogues.update(catalogue -> {
            ModelVersion now = Overtaken.check(catalogue, version);
            if (now.complete()) {
                return catalogue;
            }
            Overtaken.checkAttempt(now, version, file);
            return catalogue.with(now.id(), catalogue.models().get(now.id()).withNext(now.discarded(file)));
        });
        if (Overtaken.check(after, version).complete()) {
            return false;
        }
        try {
            chunks.delete(version, file);
        } catch (RuntimeException e) {
            // They go with the version.
            logger.debug("what was thrown away could not be deleted", e);
        }
        return true;
    }
}
